import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { backgroundToEngineSchema, contentToBackgroundSchema, panelToBackgroundSchema } from '../../src/wire/commands.ts';
import { contentToEngineSchema } from '../../src/wire/frames.ts';

const MESSAGES = 2_000;

const words = [
  'to',
  'type',
  'background',
  'engine',
  'start',
  'stop',
  'clear',
  'frames',
  'open-session',
  'tiles',
  'sessionId',
  'tabId',
  '__proto__',
  'constructor',
  'toString',
  '',
];
/** Anything a page could send, often with our own words in it. */
const anything = fc.anything({
  key: fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })),
  values: [
    fc.constantFrom(...words),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.string({ maxLength: 8 }),
    fc.constant(null),
    fc.constant(undefined),
    fc.constant(Number.NaN),
  ],
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withTypedArray: true,
  withSparseArray: true,
  maxDepth: 3,
});
/** The right shape around wrong contents: no text here is a UUID and no tab number is whole. */
const almost = fc.record({
  to: fc.constantFrom('background', 'engine', 'content'),
  type: fc.constantFrom('start', 'stop', 'call-ended', 'open-session', 'close-session', 'frames', 'piece'),
  tabId: fc.constantFrom<unknown>(-1, 0.5, Number.NaN, Infinity, '7', null, [7], { valueOf: 7 }),
  sessionId: anything.filter((value) => typeof value !== 'string'),
  tiles: anything,
  tick: fc.nat(),
  bytes: anything,
});
const message = fc.oneof(anything, almost);

describe.each<[string, v.GenericSchema]>([
  ['contentToEngineSchema', contentToEngineSchema],
  ['contentToBackgroundSchema', contentToBackgroundSchema],
  ['panelToBackgroundSchema', panelToBackgroundSchema],
  ['backgroundToEngineSchema', backgroundToEngineSchema],
])('%s', (_, schema) => {
  it(`refuses ${MESSAGES} generated messages, and none makes it throw`, () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(v.safeParse(schema, sent).success).toBe(false);
      }),
      { numRuns: MESSAGES },
    );
  });
});
