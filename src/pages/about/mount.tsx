import { effect } from '@preact/signals';
import { render } from 'preact';
import { text } from '../../locales/text.ts';
import { About } from './about.tsx';
import type { AboutSource } from './source.ts';
import { createAboutStore } from './store.ts';

/** Draws the About page into `root` until `signal` aborts. */
export function mountAbout(root: HTMLElement, source: AboutSource, signal: AbortSignal): void {
  const store = createAboutStore(source);
  const titled = effect(() => {
    document.title = text('about_page');
  });
  render(<About store={store} />, root);
  document.addEventListener('visibilitychange', () => document.hidden || store.refresh(), { signal });
  signal.addEventListener('abort', () => {
    titled();
    render(null, root);
  });
  store.load();
}
