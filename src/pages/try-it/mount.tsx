import { effect } from '@preact/signals';
import { render } from 'preact';
import { text } from '../../locales/text.ts';
import type { TryItSource } from './source.ts';
import { createTryItStore } from './store.ts';
import { TryIt } from './try-it.tsx';

/** Draws the Try it page into `root` until `signal` aborts; then the camera is off and every picture let go. */
export function mountTryIt(root: HTMLElement, source: TryItSource, signal: AbortSignal): void {
  const store = createTryItStore(source, signal);
  const titled = effect(() => {
    document.title = text('try_page');
  });
  render(<TryIt store={store} />, root);
  document.addEventListener('visibilitychange', () => document.hidden || void store.load(), { signal });
  signal.addEventListener('abort', () => {
    titled();
    render(null, root);
  });
  void store.load();
}
