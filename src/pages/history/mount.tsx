import { effect } from '@preact/signals';
import { render } from 'preact';
import { sessionId } from '../../core/identity.ts';
import { text } from '../../locales/text.ts';
import { History } from './history.tsx';
import type { HistorySource } from './source.ts';
import { createHistoryStore } from './store.ts';

/** Draws the history into `root` until `signal` aborts. The address' fragment is the call that is open. */
export function mountHistory(root: HTMLElement, source: HistorySource, signal: AbortSignal, now: () => number = Date.now): void {
  const store = createHistoryStore(source, now);
  const titled = effect(() => {
    document.title = text('history_page');
  });
  const follow = () => {
    const id = location.hash.slice(1);
    void store.show(id === '' || id === 'all' ? null : sessionId(id));
  };
  addEventListener('hashchange', follow, { signal });
  source.onChange(() => {
    void store.reload();
    follow();
  }, signal);
  render(<History store={store} now={now} />, root);
  signal.addEventListener('abort', () => {
    titled();
    render(null, root);
  });
  void store.reload();
  follow();
}
