import type { JSX } from 'preact';
import { CallList } from './call-list.tsx';
import { CallView } from './call-view.tsx';
import { NoticeLine } from './notice-line.tsx';
import type { HistoryStore } from './store.ts';

export interface HistoryProps {
  readonly store: HistoryStore;
  readonly now: () => number;
}

/** The list of calls, or the one that is open. */
export function History({ store, now }: HistoryProps): JSX.Element {
  const open = store.open.value;
  return (
    <main aria-busy={store.busy.value}>
      {open === undefined ? <CallList store={store} /> : <CallView key={open?.id} store={store} call={open} now={now} />}
      <NoticeLine store={store} />
    </main>
  );
}
