import { followAppearance } from './appearance.ts';
import { watchRequests } from './request-log.ts';

/**
 * Starts a page of the extension: it is drawn at once, and nothing that another process answers can hold that up.
 * @param mount draws into the page's root until the signal aborts, when the page goes
 */
export function startOwnPage(mount: (root: HTMLElement, life: AbortSignal) => void): void {
  watchRequests();
  const root = document.querySelector<HTMLElement>('#root');
  if (root === null) throw new Error(`${location.pathname} has no #root`);
  const life = new AbortController();
  addEventListener('pagehide', () => life.abort(), { once: true });
  followAppearance(life.signal);
  mount(root, life.signal);
}
