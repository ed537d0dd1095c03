import type { JSX } from 'preact';
import { MAXIMUM_CALLS } from '../../core/retention.ts';
import { text } from '../../locales/text.ts';
import { IMPORT_MAXIMUM_BYTES } from '../../wire/call-file.ts';
import type { HistoryStore, Notice } from './store.ts';

/** What came of the last thing that was asked for. Always in the page, or its first words would not be read aloud. */
export function NoticeLine({ store }: { readonly store: HistoryStore }): JSX.Element {
  const notice = store.notice.value;
  return (
    <div class="toast" role="status">
      {notice && (
        <div class={notice.kind === 'refused' ? 'notice' : 'notice notice-done'}>
          <p>{wordsOf(notice)}</p>
          <button
            type="button"
            class="link"
            onClick={() => {
              store.notice.value = null;
            }}
          >
            {text('history_dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}

function wordsOf(notice: Notice): string {
  switch (notice.kind) {
    case 'deleted':
      return text('history_deleted');
    case 'imported':
      return text('history_imported', {
        fresh: text('history_calls', { count: notice.fresh }),
        known: text('history_known', { count: notice.known }),
      });
    case 'refused':
      if (notice.why === 'too-large') return text('history_import_too-large', { megabytes: IMPORT_MAXIMUM_BYTES / 2 ** 20 });
      if (notice.why === 'too-many') return text('history_import_too-many', { maximum: MAXIMUM_CALLS });
      return text(`history_import_${notice.why}`);
  }
}
