import * as v from 'valibot';
import { BIN_MS } from '../core/bins.ts';
import { FILE_FORMAT, FILE_VERSION } from '../core/call-file.ts';
import {
  type CallRecord,
  END_REASONS,
  gapsIn,
  lengthOf,
  MOMENT_KINDS,
  MOST_PEOPLE,
  NOTE_MAXIMUM_LENGTH,
  ROOM_ORDINAL,
  type Slice,
  TITLE_MAXIMUM_LENGTH,
} from '../core/call-record.ts';
import { mapExpressions } from '../core/expression.ts';
import type { SessionId } from '../core/identity.ts';
import { MODES } from '../core/mode.ts';
import { cleanLine } from '../core/names.ts';
import { READING_STATES } from '../core/reading.ts';
import { err, ok, type Result } from '../core/result.ts';
import { MAXIMUM_CALLS } from '../core/retention.ts';
import { nameSchema } from './panel-live.ts';

/** Largest file that is looked into at all, in bytes. */
export const IMPORT_MAXIMUM_BYTES = 64 * 2 ** 20;

/** Why a file is not taken in; each has its sentence. */
export type ImportRefusal = 'too-large' | 'not-ours' | 'newer' | 'broken';

const LONGEST_CALL_SLICES = (30 * 86_400_000) / BIN_MS;
// What the last places of a rounded distribution may add up to.
const ROUNDING = 0.01;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const sequence = v.pipe(count, v.maxValue(LONGEST_CALL_SLICES));
// What `Date` can say, with room for the longest call.
const atMs = v.pipe(v.number(), v.minValue(0), v.maxValue(8e15));
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const signed = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const change = v.nullable(v.pipe(v.number(), v.minValue(-2), v.maxValue(2)));
const line = (maximumLength: number) =>
  v.pipe(
    v.string(),
    v.maxLength(maximumLength),
    v.transform((text) => cleanLine(text, maximumLength)),
  );

const statesSchema = v.strictObject(
  Object.fromEntries(READING_STATES.map((state) => [state, v.exactOptional(count)])) as Record<
    (typeof READING_STATES)[number],
    v.ExactOptionalSchema<typeof count, undefined>
  >,
);
const moodSchema = v.pipe(
  v.strictTuple([signed, signed, unit, unit, unit, unit, unit, unit, unit, unit, unit]),
  v.check(([, , , ...shares]) => Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) <= ROUNDING),
  v.transform(([valence, arousal, certainty, ...shares]) => {
    return { expression: mapExpressions((_, index) => shares[index] ?? 0), valence, arousal, certainty };
  }),
);
const lineSchema = v.pipe(
  v.strictTuple([count, v.nullable(moodSchema), statesSchema]),
  v.transform(([ordinal, mood, states]) => ({ ordinal, mood, states })),
);
const ascending = (values: readonly number[]) => values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));

const callSchema = v.pipe(
  v.strictObject({
    id: v.pipe(
      v.string(),
      v.uuid(),
      v.transform((text) => text as SessionId),
    ),
    site: v.pipe(v.string(), v.maxLength(40), v.regex(/^[\w.-]*$/)),
    mode: v.picklist(MODES),
    title: line(TITLE_MAXIMUM_LENGTH),
    startedAtMs: atMs,
    endedAtMs: atMs,
    endReason: v.picklist(END_REASONS),
    participants: v.pipe(
      v.array(v.strictObject({ ordinal: v.pipe(count, v.minValue(1)), name: nameSchema, self: v.boolean() })),
      v.maxLength(MOST_PEOPLE),
    ),
    slices: v.pipe(v.array(v.strictObject({ sequence, faces: count, lines: v.array(lineSchema) })), v.maxLength(LONGEST_CALL_SLICES)),
    gaps: v.array(v.strictObject({ from: sequence, to: sequence })),
    moments: v.array(v.strictObject({ atMs, ordinal: count, kind: v.picklist(MOMENT_KINDS), change, note: line(NOTE_MAXIMUM_LENGTH) })),
  }),
  v.check((call) => isWhole(call)),
  // Holes follow from the slices: what a file says of them is not taken on trust.
  v.transform((call): CallRecord => {
    const sequences = call.slices.map((slice) => slice.sequence);
    return { ...call, gaps: gapsIn(sequences, lengthOf(call, sequences.at(-1) ?? -1)) };
  }),
);

/** Whether the parts of a call fit together. */
function isWhole(call: Pick<CallRecord, 'startedAtMs' | 'endedAtMs' | 'participants' | 'moments'> & { slices: readonly Slice[] }): boolean {
  const { startedAtMs, endedAtMs, participants, slices, moments } = call;
  const ordinals = participants.map(({ ordinal }) => ordinal);
  const known = new Set([ROOM_ORDINAL, ...ordinals]);
  const length = (endedAtMs ?? 0) - startedAtMs;
  return (
    length >= (slices.at(-1)?.sequence ?? 0) * BIN_MS &&
    length <= LONGEST_CALL_SLICES * BIN_MS &&
    ascending(ordinals) &&
    ascending(slices.map((slice) => slice.sequence)) &&
    slices.every(({ lines }) => new Set(lines.map(({ ordinal }) => ordinal)).size === lines.length) &&
    slices.every(({ lines }) => lines.every(({ ordinal }) => known.has(ordinal))) &&
    moments.every(({ ordinal }) => known.has(ordinal))
  );
}

const fileSchema = v.strictObject({
  format: v.literal(FILE_FORMAT),
  version: v.literal(FILE_VERSION),
  exportedAtMs: atMs,
  calls: v.pipe(
    v.array(callSchema),
    v.maxLength(MAXIMUM_CALLS),
    v.check((calls) => new Set(calls.map(({ id }) => id)).size === calls.length),
  ),
});
const headSchema = v.object({ format: v.literal(FILE_FORMAT), version: v.pipe(v.number(), v.integer()) });

/** Reads a file that was exported here or elsewhere: all of it, or nothing. */
export function parseCallFile(text: string): Result<CallRecord[], ImportRefusal> {
  if (text.length > IMPORT_MAXIMUM_BYTES) return err('too-large');
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return err('not-ours');
  }
  const head = v.safeParse(headSchema, file);
  if (!head.success) return err('not-ours');
  if (head.output.version > FILE_VERSION) return err('newer');
  const parsed = v.safeParse(fileSchema, file, { abortEarly: true });
  return parsed.success ? ok(parsed.output.calls) : err('broken');
}
