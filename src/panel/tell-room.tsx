import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { text } from '../locales/text.ts';
import type { PanelStore } from './store.ts';

interface TellRoomProps {
  readonly store: PanelStore;
}

/** A ready notice for the others in the call. Nothing is sent: the user copies it. */
export function TellRoom({ store }: TellRoomProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const notice = useRef<HTMLTextAreaElement>(null);
  const outcome = useSignal<'copied' | 'by-hand' | null>(null);
  const open = (): void => {
    outcome.value = null;
    dialog.current?.showModal();
  };
  const copy = async (): Promise<void> => {
    notice.current?.select();
    outcome.value = await navigator.clipboard.writeText(notice.current?.value ?? '').then(
      () => 'copied' as const,
      () => 'by-hand' as const,
    );
  };
  return (
    <>
      <button type="button" class="link" onClick={open}>
        {text('tell')}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="tell-title" aria-describedby="tell-more">
        <h2 id="tell-title">{text('tell_title')}</h2>
        <p id="tell-more">{text('tell_more')}</p>
        <textarea ref={notice} class="notice-text" rows={9} aria-label={text('tell_label')}>
          {text(store.state.value.mode === 'room' ? 'tell_notice_room' : 'tell_notice_each')}
        </textarea>
        <p role="status" class="muted">
          {outcome.value === 'copied' && text('tell_copied')}
          {outcome.value === 'by-hand' && text('tell_by_hand')}
        </p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {text('tell_close')}
          </button>
          <button type="button" class="button button-main" onClick={() => void copy()}>
            {text('tell_copy')}
          </button>
        </div>
      </dialog>
    </>
  );
}
