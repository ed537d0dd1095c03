import { render } from 'preact';
import { Panel } from './panel.tsx';
import type { PanelSource } from './source.ts';
import { createPanelStore } from './store.ts';

/** How often time alone may change what is shown: minutes watched, and a silence that means "catching up". */
const CLOCK_MS = 1_000;

/** Draws the panel into `root` and keeps it up to date until `signal` aborts.
 * @param now the clock, in ms since the epoch */
export function mountPanel(root: HTMLElement, source: PanelSource, signal: AbortSignal, now: () => number = Date.now): void {
  const store = createPanelStore(source, now);
  source.subscribe((event) => store.apply(event), signal);
  const clock = setInterval(() => store.tick(), CLOCK_MS);
  render(<Panel store={store} />, root);
  signal.addEventListener('abort', () => {
    clearInterval(clock);
    render(null, root);
  });
}
