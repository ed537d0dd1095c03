import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { text } from '../locales/text.ts';
import { Attention, Done } from './icons.tsx';
import type { PanelStore } from './store.ts';

interface ObjectedProps {
  readonly store: PanelStore;
}

/** Stops and deletes this call's data, after one question. */
export function Objected({ store }: ObjectedProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const busy = store.pending.value !== null;
  const object = async (): Promise<void> => {
    await store.object();
    dialog.current?.close();
  };
  return (
    <>
      <button type="button" class="link" onClick={() => dialog.current?.showModal()}>
        {text('objected')}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="objected-title" aria-describedby="objected-more">
        <h2 id="objected-title">{text('objected_title')}</h2>
        <p id="objected-more">{text('objected_more')}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {text('objected_no')}
          </button>
          <button type="button" class="button button-danger" aria-disabled={busy} onClick={() => void object()}>
            {text(busy ? 'objected_busy' : 'objected_yes')}
          </button>
        </div>
      </dialog>
    </>
  );
}

/** What the re-read after the deletion found. */
export function ObjectedOutcome({ store }: ObjectedProps): JSX.Element | null {
  const outcome = store.forgotten.value;
  if (outcome === null) return null;
  const count = outcome.ok ? outcome.value.records : null;
  return (
    <div class={count === 0 ? 'notice notice-done' : 'notice'}>
      {count === 0 ? <Done /> : <Attention />}
      <p>{count === null ? text('objected_failed') : text(count === 0 ? 'objected_done' : 'objected_partly', { count })}</p>
    </div>
  );
}
