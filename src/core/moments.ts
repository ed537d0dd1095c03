import type { Millis } from './identity.ts';

/** One value of a series; `valence` in [-1, 1], or null where there was no reading. */
interface Point {
  readonly atMs: Millis;
  readonly valence: number | null;
}

/** A lasting change of valence that was found in a series. */
export interface FoundMoment {
  /** Where the old level ends and the new one begins. */
  readonly atMs: Millis;
  /** New level minus old level, in [-2, 2]. */
  readonly change: number;
}

/** What is compared: the means of this long before and after a moment. Shorter changes are play of the face. */
const WINDOW_MS = 30_000;
/** How long after a moment it is told. */
export const TOLD_AFTER_MS = 2 * WINDOW_MS;
/** Share of a window that must have been read: a level is not guessed from its rest. */
const READ_SHARE = 0.5;
/** Points of a full window, at one per five seconds; a thinner series has no moments. */
const MINIMUM_POINTS = 4;
/** A change below this is not worth looking at, however steady the series is. */
const MINIMUM_CHANGE = 0.25;
/** The change must be this many standard errors of the difference of the two means. */
const STANDARD_ERRORS = 4;
/** Of moments nearer to each other than this only the strongest stays. */
const APART_MS = 60_000;

/**
 * Finds lasting changes by a sliding window: for every point, the mean of the 30 s from it on against that of the
 * 30 s before it (the discrepancy of the window-based search with quadratic cost in Truong, Oudre and Vayatis,
 * "Selective review of offline change point detection methods", Signal Processing 167, 2020, §5.2.1). A point is a
 * candidate if the means differ by at least {@link MINIMUM_CHANGE} and by {@link STANDARD_ERRORS} standard errors
 * (Welch); of neighbouring candidates the one with the largest discrepancy is kept. A moment is told a minute after
 * it happened, when every rival in the half minute after it was weighed too: what was told does not move.
 * @param points ascending in time
 * @returns ascending in time
 */
export function findMoments(points: readonly Point[]): readonly FoundMoment[] {
  const candidates = points.flatMap(({ atMs }, index) => {
    const found = changeAt(points, index);
    return found === null ? [] : [{ atMs, ...found }];
  });
  const kept: FoundMoment[] = [];
  for (const { atMs, change } of candidates.toSorted((a, b) => b.discrepancy - a.discrepancy || a.atMs - b.atMs)) {
    if (kept.every((other) => Math.abs(other.atMs - atMs) >= APART_MS)) kept.push({ atMs, change });
  }
  const endMs = points.at(-1)?.atMs ?? 0;
  return kept.filter(({ atMs }) => atMs + TOLD_AFTER_MS <= endMs).toSorted((a, b) => a.atMs - b.atMs);
}

function changeAt(points: readonly Point[], index: number): { change: number; discrepancy: number } | null {
  const atMs = points[index]?.atMs ?? 0;
  // The window after it must have passed wholly.
  if ((points.at(-1)?.atMs ?? 0) < atMs + WINDOW_MS) return null;
  const before = windowOf(points, index, -1, atMs);
  const after = windowOf(points, index, 1, atMs);
  if (before === null || after === null) return null;
  const change = after.mean - before.mean;
  const error = Math.sqrt(before.variance / before.count + after.variance / after.count);
  if (Math.abs(change) < MINIMUM_CHANGE || Math.abs(change) < STANDARD_ERRORS * error) return null;
  return { change, discrepancy: ((before.count * after.count) / (before.count + after.count)) * change * change };
}

/** Mean and variance of the readings of one window; null where too little of it was read. */
function windowOf(
  points: readonly Point[],
  index: number,
  step: 1 | -1,
  atMs: number,
): { mean: number; variance: number; count: number } | null {
  let [count, seen, sum, squares] = [0, 0, 0, 0];
  for (let i = step === 1 ? index : index - 1; ; i += step) {
    const point = points[i];
    if (point === undefined || Math.abs(point.atMs - atMs) > WINDOW_MS) break;
    seen++;
    if (point.valence === null) continue;
    count++;
    sum += point.valence;
    squares += point.valence * point.valence;
  }
  if (count < MINIMUM_POINTS || count < READ_SHARE * seen) return null;
  const mean = sum / count;
  return { mean, variance: Math.max(0, squares / count - mean * mean) * (count / (count - 1)), count };
}
