import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Attention, Done } from './icons.tsx';
import type { PanelStore } from './store.ts';
import { clearProof, WORDS } from './words.ts';

interface ClearDataProps {
  readonly store: PanelStore;
}

/** The button, and the question that comes before anything is deleted. */
export function ClearData({ store }: ClearDataProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const clear = async (): Promise<void> => {
    await store.clear();
    dialog.current?.close();
  };
  const busy = store.pending.value !== null;
  return (
    <>
      <button type="button" class="button-text" onClick={() => dialog.current?.showModal()}>
        {WORDS.clear}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="clear-title" aria-describedby="clear-more">
        <h2 id="clear-title">{WORDS.clearTitle}</h2>
        <p id="clear-more">{WORDS.clearMore}</p>
        <div class="dialog-actions">
          {/* First in order, so that the dialog opens on the harmless one. */}
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {WORDS.clearNo}
          </button>
          <button type="button" class="button button-danger" aria-disabled={busy} onClick={() => void clear()}>
            {busy ? WORDS.clearing : WORDS.clearYes}
          </button>
        </div>
      </dialog>
    </>
  );
}

/** What the re-read after the clean-up found. */
export function ClearOutcome({ store }: ClearDataProps): JSX.Element | null {
  const outcome = store.cleared.value;
  if (outcome === null) return null;
  const clean = outcome.ok && outcome.value.databases + outcome.value.storedKeys === 0;
  return (
    <div class={clean ? 'notice notice-done' : 'notice'}>
      {clean ? <Done /> : <Attention />}
      <p>{outcome.ok ? clearProof(outcome.value) : WORDS.clearFailed}</p>
    </div>
  );
}
