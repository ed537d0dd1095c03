import { matchesPattern } from '../wire/match-pattern.ts';
import { browser } from './browser.ts';

// Access to sites, as the browser keeps it: what the manifest asks for, and what the user gave or took back since.
// The browser's own list is the only one, so that it cannot disagree with ours.

const patternOf = (origin: string): string => `${origin}/*`;

/** Whether the extension may read pages of an origin now. Required hosts can be taken back too. */
export async function hasAccess(origin: string | null): Promise<boolean> {
  if (!origin?.startsWith('https://')) return false;
  return browser.permissions.contains({ origins: [patternOf(origin)] }).catch(() => false);
}

/** Asks the user for this one origin. Only inside a user gesture, with no `await` before it.
 * @returns whether it was given */
export function requestAccess(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: [patternOf(origin)] }).catch(() => false);
}

/** Gives back the access to one origin that was given on a click. */
export async function dropAccess(origin: string): Promise<void> {
  await browser.permissions.remove({ origins: [patternOf(origin)] });
}

/** The origins beyond the manifest's that the user gave access to. */
export async function givenOrigins(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.flatMap((pattern) => {
    const origin = /^(https:\/\/[^/*]+)\/\*$/.exec(pattern)?.[1];
    return origin && !isRequired(origin) ? [origin] : [];
  });
}

/** Calls `listener` whenever access was given or taken back, until `signal` aborts. */
export function onAccessChange(listener: () => void, signal?: AbortSignal): void {
  const { onAdded, onRemoved } = browser.permissions;
  for (const event of [onAdded, onRemoved]) {
    event.addListener(listener);
    signal?.addEventListener('abort', () => event.removeListener(listener));
  }
}

const isRequired = (origin: string): boolean =>
  (browser.runtime.getManifest().host_permissions ?? []).some((pattern) => matchesPattern(pattern, patternOf(origin)));
