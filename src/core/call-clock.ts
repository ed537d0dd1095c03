/**
 * Time since a call's start that never runs backwards: when the system's clock is set back, the rest of the
 * call follows what was seen last. A clock set forward cannot be told from a machine that slept: a hole.
 * @returns for each moment, in ms since the epoch, the ms since `startedAtMs`
 */
export function callClock(startedAtMs: number): (atMs: number) => number {
  let offsetMs = -startedAtMs;
  let lastMs = 0;
  return (atMs) => {
    offsetMs = Math.max(offsetMs, lastMs - atMs);
    lastMs = atMs + offsetMs;
    return lastMs;
  };
}
