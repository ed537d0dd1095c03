import type { Millis } from '../core/identity.ts';

/** One point of a sparkline; `valence` in [-1, 1], or null where there was no reading. */
export interface TrendPoint {
  readonly atMs: Millis;
  readonly valence: number | null;
}

export type ValenceLevel = 'clearly-negative' | 'slightly-negative' | 'even' | 'slightly-positive' | 'clearly-positive';
export type Direction = 'rising' | 'steady' | 'falling';
/** Arousal against the person's own resting face. */
export type Liveliness = 'livelier' | 'usual' | 'quieter';
export type CertaintyLevel = 'low' | 'fair' | 'high';

/** What is kept per participant, and how much of it a sparkline draws. */
export const KEPT_MS = 10 * 60_000;

/** What a sparkline can span, in minutes: a young session is not squeezed into the right edge. */
const SPANS_MINUTES = [1, 2, 5] as const;

/** Minutes that the sparklines span after `watchedMs` of watching: the shortest span that holds all of it, 5 at most. */
export function spanMinutes(watchedMs: number): number {
  return SPANS_MINUTES.find((minutes) => watchedMs <= minutes * 60_000) ?? 5;
}
/** Two readings further apart than this have a gap between them: longer than two stored 5 s averages. */
const GAP_MS = 12_000;

const RECENT_MS = 30_000;
const EARLIER_MS = 120_000;
/** A change of the mean smaller than this is called steady. */
const STEADY_WITHIN = 0.1;

/** @param valence in [-1, 1] */
export function valenceLevel(valence: number): ValenceLevel {
  if (valence <= -0.5) return 'clearly-negative';
  if (valence <= -0.15) return 'slightly-negative';
  if (valence < 0.15) return 'even';
  return valence < 0.5 ? 'slightly-positive' : 'clearly-positive';
}

/** A difference of arousal from the resting face below this is called usual. */
const UNUSUAL_FROM = 0.15;

/** @param arousal relative to the person's resting face, in [-1, 1] */
export function livelinessOf(arousal: number): Liveliness {
  if (Math.abs(arousal) < UNUSUAL_FROM) return 'usual';
  return arousal > 0 ? 'livelier' : 'quieter';
}

/** @param certainty in [0, 1] */
export function certaintyLevel(certainty: number): CertaintyLevel {
  if (certainty < 0.4) return 'low';
  return certainty < 0.7 ? 'fair' : 'high';
}

/** Mean valence of the last half minute minus that of the two minutes before it; null while either has no reading. */
export function recentChange(points: readonly TrendPoint[], nowMs: number): number | null {
  const recent = meanValence(points, nowMs - RECENT_MS, nowMs);
  const earlier = meanValence(points, nowMs - RECENT_MS - EARLIER_MS, nowMs - RECENT_MS);
  return recent === null || earlier === null ? null : recent - earlier;
}

/** Where the last half minute is heading, against the two minutes before it. */
export function direction(points: readonly TrendPoint[], nowMs: number): Direction | null {
  const change = recentChange(points, nowMs);
  if (change === null) return null;
  if (Math.abs(change) < STEADY_WITHIN) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}

/** Mean of the readings after `fromMs` up to `toMs`, gaps left out; null if there are none. */
export function meanValence(points: readonly TrendPoint[], fromMs: number, toMs: number): number | null {
  let sum = 0;
  let count = 0;
  for (const { atMs, valence } of points) {
    if (valence === null || atMs <= fromMs || atMs > toMs) continue;
    sum += valence;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

/** Appends a point and forgets what is older than {@link KEPT_MS}; a point that is not newer is dropped. */
export function appendPoint(points: readonly TrendPoint[], point: TrendPoint): readonly TrendPoint[] {
  const last = points.at(-1);
  if (last !== undefined && point.atMs <= last.atMs) return points;
  return [...points.filter(({ atMs }) => atMs > point.atMs - KEPT_MS), point];
}

/** What the engine remembers, and what only the panel saw before and after it. */
export function mergePoints(own: readonly TrendPoint[], history: readonly TrendPoint[]): readonly TrendPoint[] {
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined) return own;
  const merged = [...own.filter(({ atMs }) => atMs < first.atMs), ...history, ...own.filter(({ atMs }) => atMs > last.atMs)];
  const newestMs = merged.at(-1)?.atMs ?? last.atMs;
  return merged.filter(({ atMs }) => atMs > newestMs - KEPT_MS);
}

/** The stretches of readings between the gaps, oldest first. */
export function stretches(points: readonly TrendPoint[]): readonly (readonly TrendPoint[])[] {
  const result: TrendPoint[][] = [];
  let previous: TrendPoint | null = null;
  for (const point of points) {
    if (point.valence !== null) {
      const joined = previous !== null && previous.valence !== null && point.atMs - previous.atMs <= GAP_MS;
      if (joined) result.at(-1)?.push(point);
      else result.push([point]);
    }
    previous = point;
  }
  return result;
}
