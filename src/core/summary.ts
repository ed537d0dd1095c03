import { BIN_MS } from './bins.ts';
import { type CallRecord, type Line, type Moment, ROOM_ORDINAL, type Slice } from './call-record.ts';
import { type ExpressionScores, mapExpressions } from './expression.ts';
import { millis } from './identity.ts';
import { findMoments } from './moments.ts';
import type { ReadingState } from './reading.ts';

/** Points of a call's sparkline, at most. */
export const SUMMARY_POINTS = 60;

/** What the list of calls shows of one, kept with it so that the list needs none of its slices. */
export interface CallSummary {
  /** Participants seen; in mode `room` the most faces read at once. */
  readonly people: number;
  /** Time that was really watched, holes left out. */
  readonly watchedMs: number;
  /** Valence over the whole call in equal steps; null where nothing was read. */
  readonly points: readonly (number | null)[];
}

/** @param call its slices ascend */
export function summarise(call: Pick<CallRecord, 'mode' | 'participants' | 'slices'>): CallSummary {
  const { mode, participants, slices } = call;
  const length = (slices.at(-1)?.sequence ?? -1) + 1;
  const points = Math.min(SUMMARY_POINTS, length);
  const steps = Array.from({ length: points }, () => ({ sum: 0, count: 0 }));
  for (const slice of slices) {
    const step = steps[Math.floor((slice.sequence * points) / length)];
    const valence = overallValence(slice);
    if (!step || valence === null) continue;
    step.sum += valence;
    step.count += 1;
  }
  return {
    people: mode === 'room' ? Math.max(0, ...slices.map(({ faces }) => faces)) : participants.length,
    watchedMs: slices.length * BIN_MS,
    points: steps.map(({ sum, count }) => (count > 0 ? sum / count : null)),
  };
}

/** The lasting changes of every line of a call, and of the call as a whole at {@link ROOM_ORDINAL}. */
export function foundMoments(call: Pick<CallRecord, 'startedAtMs' | 'participants' | 'slices'>): Moment[] {
  const { startedAtMs, participants, slices } = call;
  const moments = (ordinal: number, valence: (slice: Slice) => number | null) => {
    const points = slices.map((slice) => ({ atMs: millis(startedAtMs + slice.sequence * BIN_MS), valence: valence(slice) }));
    return findMoments(points).map(({ atMs, change }): Moment => ({ atMs, ordinal, kind: 'found', change: rounded(change), note: '' }));
  };
  return [
    ...moments(ROOM_ORDINAL, overallValence),
    ...participants.flatMap(({ ordinal }) =>
      moments(ordinal, ({ lines }) => lines.find((line) => line.ordinal === ordinal)?.mood?.valence ?? null),
    ),
  ];
}

/** As fine as what is kept. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The room's valence, or with too few faces for a room the mean of whoever was read. */
function overallValence({ lines }: Slice): number | null {
  const room = lines.find(({ ordinal }) => ordinal === ROOM_ORDINAL)?.mood;
  if (room) return room.valence;
  const read = lines.flatMap(({ mood }) => mood ?? []);
  return read.length > 0 ? read.reduce((sum, { valence }) => sum + valence, 0) / read.length : null;
}
/** One line of a call, all of it. */
export interface LineSummary {
  /** Time in which the line was there at all, and in which it could be read. */
  readonly seenMs: number;
  readonly readMs: number;
  /** Mean probabilities while read; null if never. */
  readonly shares: ExpressionScores | null;
  readonly valence: number | null;
  readonly arousal: number | null;
  /** How often each state was seen, the most frequent first. */
  readonly states: readonly (readonly [ReadingState, number])[];
}

/** @param ordinal whose line */
export function summariseLine(slices: readonly Slice[], ordinal: number): LineSummary {
  const lines = slices.flatMap((slice): Line[] => slice.lines.filter((line) => line.ordinal === ordinal));
  const moods = lines.flatMap(({ mood }) => mood ?? []);
  const mean = (value: (mood: (typeof moods)[number]) => number) => moods.reduce((sum, mood) => sum + value(mood), 0) / moods.length;
  const counts = new Map<ReadingState, number>();
  for (const { states } of lines) {
    for (const [state, count] of Object.entries(states) as [ReadingState, number][]) counts.set(state, (counts.get(state) ?? 0) + count);
  }
  const read = moods.length > 0;
  return {
    seenMs: lines.length * BIN_MS,
    readMs: moods.length * BIN_MS,
    shares: read ? mapExpressions((name) => mean(({ expression }) => expression[name])) : null,
    valence: read ? mean(({ valence }) => valence) : null,
    arousal: read ? mean(({ arousal }) => arousal) : null,
    states: [...counts].toSorted(([, a], [, b]) => b - a),
  };
}
