/** A shown value that follows a noisy one slowly: it changes only when the new value has stayed for a while. */
export interface Settled<T> {
  readonly shown: T;
  /** The value that wants to be shown next, or null while the input agrees with `shown`. */
  readonly candidate: { readonly value: T; readonly sinceMs: number } | null;
}

/** One step of the hysteresis.
 * @param before null at the first input, which is shown at once
 * @param holdMs how long `next` must have been the input, without a break, before it is shown */
export function settle<T>(before: Settled<T> | null, next: T, atMs: number, holdMs: number): Settled<T> {
  if (before === null) return { shown: next, candidate: null };
  if (next === before.shown) return before.candidate === null ? before : { shown: before.shown, candidate: null };
  if (before.candidate?.value !== next) {
    return { shown: before.shown, candidate: { value: next, sinceMs: atMs } };
  }
  return atMs - before.candidate.sinceMs >= holdMs ? { shown: next, candidate: null } : before;
}
