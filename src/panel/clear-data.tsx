import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { text } from '../locales/text.ts';
import type { ClearProof } from '../wire/commands.ts';
import { Attention, Done } from './icons.tsx';
import type { PanelStore } from './store.ts';

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
        {text('clear')}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="clear-title" aria-describedby="clear-more">
        <h2 id="clear-title">{text('clear_title')}</h2>
        <p id="clear-more">{text('clear_more')}</p>
        <div class="dialog-actions">
          {/* First in order, so that the dialog opens on the harmless one. */}
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {text('clear_no')}
          </button>
          <button type="button" class="button button-danger" aria-disabled={busy} onClick={() => void clear()}>
            {text(busy ? 'clear_busy' : 'clear_yes')}
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
  const clean = outcome.ok && isClean(outcome.value);
  return (
    <div class={clean ? 'notice notice-done' : 'notice'}>
      {clean ? <Done /> : <Attention />}
      <p>{outcome.ok ? proofText(outcome.value) : text('clear_failed')}</p>
    </div>
  );
}

const isClean = ({ databases, storedKeys }: ClearProof): boolean => databases + storedKeys === 0;

function proofText(proof: ClearProof): string {
  const databases = text('clear_databases', { count: proof.databases });
  const values = text('clear_values', { count: proof.storedKeys });
  return text(isClean(proof) ? 'clear_done' : 'clear_partly', { databases, values });
}
