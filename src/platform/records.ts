import * as v from 'valibot';
import { END_REASONS, MOMENT_KINDS, NOTE_MAXIMUM_LENGTH, TITLE_MAXIMUM_LENGTH, type Line, type Slice } from '../core/call-record.ts';
import { EXPRESSIONS, mapExpressions } from '../core/expression.ts';
import type { SessionId } from '../core/identity.ts';
import { MODES } from '../core/mode.ts';
import { NAME_MAXIMUM_LENGTH } from '../core/names.ts';
import type { Mood } from '../core/reading.ts';
import { SUMMARY_POINTS } from '../core/summary.ts';
import { stateCountsSchema } from '../wire/panel-live.ts';

// What lies in the database, version 2. Everything is checked against these schemas when it is read.

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
// What `Date` can say.
const atMs = v.pipe(v.number(), v.minValue(0), v.maxValue(8e15));
export const sessionIdSchema = v.pipe(
  v.string(),
  v.uuid(),
  v.transform((text) => text as SessionId),
);
const session = sessionIdSchema;

export const storedSessionSchema = v.strictObject({
  id: session,
  site: v.pipe(v.string(), v.maxLength(40)),
  mode: v.picklist(MODES),
  startedAtMs: atMs,
  /** Null while it is watched. */
  endedAtMs: v.nullable(atMs),
  endReason: v.nullable(v.picklist(END_REASONS)),
  title: v.pipe(v.string(), v.maxLength(TITLE_MAXIMUM_LENGTH)),
  /** When it came into this history, by watching or by import: retention counts from here. */
  storedAtMs: atMs,
  /** The last slice that was written; -1 before the first. */
  lastSequence: v.pipe(v.number(), v.integer(), v.minValue(-1)),
  gaps: v.array(v.strictObject({ from: count, to: count })),
  /** Null until the call ended. */
  summary: v.nullable(
    v.strictObject({
      people: count,
      watchedMs: atMs,
      points: v.pipe(v.array(v.nullable(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)))), v.maxLength(SUMMARY_POINTS)),
    }),
  ),
});
export type StoredSession = v.InferOutput<typeof storedSessionSchema>;

export const storedParticipantSchema = v.strictObject({
  session,
  ordinal: v.pipe(count, v.minValue(1)),
  name: v.pipe(v.string(), v.maxLength(NAME_MAXIMUM_LENGTH)),
  self: v.boolean(),
});
export type StoredParticipant = v.InferOutput<typeof storedParticipantSchema>;

export const storedMomentSchema = v.strictObject({
  session,
  ordinal: count,
  atMs,
  kind: v.picklist(MOMENT_KINDS),
  change: v.nullable(v.pipe(v.number(), v.minValue(-2), v.maxValue(2))),
  note: v.pipe(v.string(), v.maxLength(NOTE_MAXIMUM_LENGTH)),
});
export type StoredMoment = v.InferOutput<typeof storedMomentSchema>;

/** How often a reading was called right or wrong by the user; the reading itself is not kept. */
export const storedTallySchema = v.strictObject({ expression: v.picklist(EXPRESSIONS), right: count, wrong: count });
export type StoredTally = v.InferOutput<typeof storedTallySchema>;

/** Moods are kept as whole ten-thousandths, far finer than the estimate: an hour with 8 people takes 0.2 MB on disk. */
const SCALE = 10_000;
const share = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(SCALE));
const signed = v.pipe(v.number(), v.integer(), v.minValue(-SCALE), v.maxValue(SCALE));
const packedMoodSchema = v.strictTuple([share, share, share, share, share, share, share, share, signed, signed, share]);
/** The eight expressions in their order, then valence, arousal, certainty. */
type PackedMood = v.InferOutput<typeof packedMoodSchema>;

export const storedSliceSchema = v.strictObject({
  session,
  sequence: count,
  faces: count,
  lines: v.array(v.strictObject({ ordinal: count, mood: v.nullable(packedMoodSchema), states: stateCountsSchema })),
});
export type StoredSlice = v.InferOutput<typeof storedSliceSchema>;

export function packSlice(id: SessionId, { sequence, faces, lines }: Slice): StoredSlice {
  return {
    session: id,
    sequence,
    faces,
    lines: lines.map(({ ordinal, mood, states }) => ({ ordinal, mood: mood && packMood(mood), states })),
  };
}

export function unpackSlice({ sequence, faces, lines }: StoredSlice): Slice {
  return {
    sequence,
    faces,
    lines: lines.map(({ ordinal, mood, states }): Line => ({ ordinal, mood: mood && unpackMood(mood), states })),
  };
}

function packMood({ expression, valence, arousal, certainty }: Mood): PackedMood {
  // Means of doubles may miss a bound by a rounding error, and -0 is no whole number of its own.
  const whole = (value: number, least: number) => Math.min(SCALE, Math.max(least, Math.round(value * SCALE))) + 0;
  const shares = EXPRESSIONS.map((name) => whole(expression[name], 0));
  return [...shares, whole(valence, -SCALE), whole(arousal, -SCALE), whole(certainty, 0)] as PackedMood;
}

function unpackMood(packed: PackedMood): Mood {
  const [valence, arousal, certainty] = [packed[8] / SCALE, packed[9] / SCALE, packed[10] / SCALE];
  return { expression: mapExpressions((_, index) => (packed[index] ?? 0) / SCALE), valence, arousal, certainty };
}

/** Something of the history that could not be read: put aside with a word to the user, never dropped in silence.
 * `everything`: the browser lost the whole database and gave an empty one. */
export interface StoredIncident {
  readonly atMs: number;
  readonly store: 'sessions' | 'participants' | 'slices' | 'moments' | 'tally' | 'everything';
  readonly record: unknown;
}
