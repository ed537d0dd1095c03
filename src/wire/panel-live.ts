import * as v from 'valibot';
import { LOAD_STEPS } from '../core/engine-state.ts';
import { EXPRESSIONS } from '../core/expression.ts';
import type { Millis, ParticipantId } from '../core/identity.ts';
import { cleanName, NAME_MAXIMUM_LENGTH } from '../core/names.ts';
import { READING_STATES } from '../core/reading.ts';
import { TROUBLES } from '../core/trouble.ts';

/** Engine → panel, over the port named {@link LIVE_PORT}. */
export const LIVE_PORT = 'moodline-live';

/** Sums and means of doubles may miss a bound by this much. */
const ROUNDING = 1e-9;
const unit = v.pipe(v.number(), v.minValue(-ROUNDING), v.maxValue(1 + ROUNDING));
const signedUnit = v.pipe(v.number(), v.minValue(-1 - ROUNDING), v.maxValue(1 + ROUNDING));
const nonNegative = v.pipe(v.number(), v.finite(), v.minValue(0));
const atMs = v.pipe(
  nonNegative,
  v.transform((value) => value as Millis),
);
export const participantIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(200),
  v.transform((text) => text as ParticipantId),
);
/** Literal text on one line, whoever wrote it. */
export const nameSchema = v.pipe(v.string(), v.maxLength(NAME_MAXIMUM_LENGTH), v.transform(cleanName));

const scoresSchema = v.strictObject(
  Object.fromEntries(EXPRESSIONS.map((name) => [name, unit])) as Record<(typeof EXPRESSIONS)[number], typeof unit>,
);

export const moodSchema = v.strictObject({
  expression: scoresSchema,
  valence: signedUnit,
  arousal: signedUnit,
  certainty: unit,
});

const readingSchema = v.strictObject({
  participant: participantIdSchema,
  name: nameSchema,
  self: v.boolean(),
  speaking: v.nullable(v.boolean()),
  muted: v.nullable(v.boolean()),
  atMs,
  state: v.picklist(READING_STATES),
  mood: v.nullable(moodSchema),
  relative: v.nullable(v.strictObject({ valence: signedUnit, arousal: signedUnit })),
});

const roomSchema = v.strictObject({ atMs, faces: nonNegative, mood: v.nullable(moodSchema) });

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Number of a slice; -1 before the first. */
const sequenceOrNone = v.pipe(v.number(), v.integer(), v.minValue(-1));
/** How often each state was seen. */
export const stateCountsSchema = v.strictObject(
  Object.fromEntries(READING_STATES.map((state) => [state, v.exactOptional(count)])) as Record<
    (typeof READING_STATES)[number],
    v.ExactOptionalSchema<typeof count, undefined>
  >,
);

/** A point of a sparkline; `valence` is null where there was no reading: a gap, never a guess. */
const pointSchema = v.strictObject({ atMs, valence: v.nullable(signedUnit) });

/** Time each stage took for one tick, in ms. `capture` is the content script's synchronous share. */
const stagesSchema = v.strictObject({
  capture: nonNegative,
  encode: nonNegative,
  transport: nonNegative,
  decode: nonNegative,
  detect: nonNegative,
  classify: nonNegative,
});

const engineStatusSchema = v.variant('phase', [
  v.strictObject({ phase: v.literal('loading'), step: v.picklist(LOAD_STEPS), progress: unit }),
  v.strictObject({
    phase: v.literal('watching'),
    backend: v.picklist(['webgl', 'wasm']),
    detector: v.string(),
    rateHz: nonNegative,
    msPerTile: nonNegative,
    tiles: nonNegative,
    /** `limited`: people are read less often than aimed at; `paused`: the call page gives no pictures. */
    condition: v.picklist(['well', 'limited', 'paused']),
    /** What is wrong while watching goes on, e.g. no tiles found or storage refused. */
    notices: v.array(v.picklist(TROUBLES)),
  }),
  v.strictObject({ phase: v.literal('stopped'), trouble: v.picklist(TROUBLES) }),
]);
export type EngineStatus = v.InferOutput<typeof engineStatusSchema>;

/** One map for this direction; every member is a whole fact. */
export const engineToPanelSchema = v.variant('type', [
  v.strictObject({ type: v.literal('status'), status: engineStatusSchema }),
  /** Sent once, when the panel connects: what has been seen so far in this session. */
  v.strictObject({
    type: v.literal('history'),
    startedAtMs: atMs,
    room: v.array(pointSchema),
    participants: v.array(
      v.strictObject({ participant: participantIdSchema, name: nameSchema, self: v.boolean(), points: v.array(pointSchema) }),
    ),
  }),
  /** The answer to a {@link DetailRequest}: means of five seconds, ascending; a missing one was not watched. */
  v.strictObject({
    type: v.literal('detail'),
    participant: v.nullable(participantIdSchema),
    after: sequenceOrNone,
    points: v.array(v.strictObject({ sequence: count, mood: v.nullable(moodSchema), states: stateCountsSchema })),
  }),
  /** Sent after each tick. In mode `room` the list of readings is empty. */
  v.strictObject({
    type: v.literal('live'),
    tick: nonNegative,
    capturedAtMs: atMs,
    room: roomSchema,
    readings: v.array(readingSchema),
    stages: stagesSchema,
    dropped: nonNegative,
  }),
]);
/** Panel → engine, over the same port: a line of the call so far, to be answered with a `detail`. */
export const panelToEngineSchema = v.strictObject({
  type: v.literal('detail'),
  /** Null for the room. */
  participant: v.nullable(participantIdSchema),
  /** Only slices with a higher sequence. */
  after: sequenceOrNone,
});
export type DetailRequest = v.InferOutput<typeof panelToEngineSchema>;

export type EngineToPanel = v.InferOutput<typeof engineToPanelSchema>;
export type LiveTick = Extract<EngineToPanel, { type: 'live' }>;
export type DetailAnswer = Extract<EngineToPanel, { type: 'detail' }>;
export type LiveHistory = Extract<EngineToPanel, { type: 'history' }>;
