import type { SessionId } from './identity.ts';

/** Most calls that are kept, whatever the setting: more than five a day for a year. */
export const MAXIMUM_CALLS = 2_000;

/** What decides how long a call is kept. */
export interface Expiring {
  readonly id: SessionId;
  /** When it came into the history, by watching or by import. */
  readonly storedAtMs: number;
}

/**
 * The calls whose time is over, and the oldest beyond {@link MAXIMUM_CALLS}.
 * @param keepMs null: no end of time, only of number
 */
export function expired(calls: readonly Expiring[], keepMs: number | null, nowMs: number): SessionId[] {
  const newestFirst = calls.toSorted((a, b) => b.storedAtMs - a.storedAtMs);
  return newestFirst
    .filter(({ storedAtMs }, place) => place >= MAXIMUM_CALLS || (keepMs !== null && nowMs - storedAtMs > keepMs))
    .map(({ id }) => id);
}
