/** Readings per second and tile that are aimed at while the machine keeps up. */
export const TARGET_RATE_HZ = 2;

/** Longest pause between two ticks, however slow the machine. */
export const SLOWEST_INTERVAL_MS = 5_000;

/** Share of the time in which the engine may be busy. */
export const BUSY_SHARE = 0.4;

/**
 * Pause until the next tick, so that the engine is busy at most {@link BUSY_SHARE} of the time.
 * @param workMs what the last tick cost, capture to reading
 * @returns ms from the start of the last tick to the start of the next
 */
export function tickInterval(workMs: number): number {
  return Math.min(SLOWEST_INTERVAL_MS, Math.max(1_000 / TARGET_RATE_HZ, workMs / BUSY_SHARE));
}

/** Median and 95th percentile by the nearest rank; zeros for an empty list. */
export function medianAndP95(values: readonly number[]): { median: number; p95: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { median: rank(0.5), p95: rank(0.95) };
}
