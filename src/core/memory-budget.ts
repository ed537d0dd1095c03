/** What a vision worker may hold, in bytes of wasm memory and tensors, before a fresh one takes its place: nearly four times
 * what 49 tiles take (docs/reliability.md). wasm memory grows and never shrinks. */
export const WORKER_BUDGET_BYTES = 256 * 2 ** 20;

/** How long it works at most, in ms: the rest of what it holds, for canvases and pictures, nobody can read from inside. */
export const WORKER_LIFE_MS = 20 * 60_000;

/** Not more often than this, in ms: where a fresh worker needs as much at once, nothing is won by another one. */
export const RENEW_AT_MOST_EVERY_MS = 10 * 60_000;

/** What is known of a worker when it has answered. */
export interface WorkerAge {
  readonly heldBytes: number;
  readonly startedAtMs: number;
  /** When another one was last started in its place; null if never. */
  readonly renewedAtMs: number | null;
}

/** Whether a fresh worker is to take over. A clock that was set makes it sooner, never never. */
export function isDueForRenewal({ heldBytes, startedAtMs, renewedAtMs }: WorkerAge, nowMs: number): boolean {
  if (heldBytes <= WORKER_BUDGET_BYTES && Math.abs(nowMs - startedAtMs) < WORKER_LIFE_MS) return false;
  return renewedAtMs === null || Math.abs(nowMs - renewedAtMs) >= RENEW_AT_MOST_EVERY_MS;
}
