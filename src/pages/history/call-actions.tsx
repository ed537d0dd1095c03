import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { CallRecord } from '../../core/call-record.ts';
import { text } from '../../locales/text.ts';
import { saveFile } from './export.ts';
import type { HistoryStore } from './store.ts';

/** Export and deletion of one call; a call that is being watched is left alone. */
export function CallActions({ store, call }: { readonly store: HistoryStore; readonly call: CallRecord }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  if (call.endedAtMs === null) return <p class="muted">{text('history_running_more')}</p>;
  const remove = async () => {
    await store.remove();
    dialog.current?.close();
    location.hash = 'all';
  };
  return (
    <div class="tools">
      <button type="button" class="button" onClick={() => void store.csv(call).then((files) => files.forEach(saveFile))}>
        {text('history_export_csv')}
      </button>
      <button type="button" class="button" onClick={() => void store.json(call).then((files) => files.forEach(saveFile))}>
        {text('history_export_json')}
      </button>
      <button type="button" class="button button-warn" onClick={() => dialog.current?.showModal()}>
        {text('history_delete')}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="delete-title" aria-describedby="delete-more">
        <h2 id="delete-title">{text('history_delete_title')}</h2>
        <p id="delete-more">{text('history_delete_more')}</p>
        <div class="dialog-actions">
          {/* First in order, so that the dialog opens on the harmless one. */}
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {text('clear_no')}
          </button>
          <button type="button" class="button button-danger" onClick={() => void remove()}>
            {text('history_delete_yes')}
          </button>
        </div>
      </dialog>
    </div>
  );
}
