import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { text } from '../../locales/text.ts';
import { saveFile } from './export.ts';
import type { HistoryStore } from './store.ts';

/** Export of everything, and import. */
export function ListTools({ store }: { readonly store: HistoryStore }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const some = (store.calls.value ?? []).some(({ endedAtMs }) => endedAtMs !== null);
  const take = async (files: readonly File[]) => {
    for (const file of files) await store.take(file);
  };
  return (
    <div class="tools">
      {some && (
        <>
          <button type="button" class="button" onClick={() => void store.csv(null).then((files) => files.forEach(saveFile))}>
            {text('history_export_all_csv')}
          </button>
          <button type="button" class="button" onClick={() => void store.json(null).then((files) => files.forEach(saveFile))}>
            {text('history_export_all_json')}
          </button>
        </>
      )}
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {text('history_import')}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".json,application/json"
        onChange={(event) => {
          const { files } = event.currentTarget;
          void take([...(files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
