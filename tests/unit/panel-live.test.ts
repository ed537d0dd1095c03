import * as v from 'valibot';
import { expect, it } from 'vitest';
import { millis, participantId } from '../../src/core/identity.ts';
import { type DetailAnswer, type EngineStatus, engineToPanelSchema, type LiveHistory, type LiveTick } from '../../src/wire/panel-live.ts';
import { watchStateSchema, watchStatesSchema } from '../../src/wire/watch-state.ts';
import { mood, reading, SESSION, START_MS } from './samples.ts';
import { describeSchema, withAt } from './schema-cases.ts';

const atMs = millis(START_MS);
const live: LiveTick = {
  type: 'live',
  tick: 3,
  capturedAtMs: atMs,
  room: { atMs, faces: 3, mood: mood() },
  readings: [{ ...reading('Ada', 0, mood('anger')), relative: { valence: -0.2, arousal: 0.3 } }, reading('Bo', 0, null)],
  stages: { capture: 1, encode: 2, transport: 3, decode: 4, detect: 5, classify: 6 },
  dropped: 0,
};
const history: LiveHistory = {
  type: 'history',
  startedAtMs: atMs,
  room: [{ atMs, valence: null }],
  participants: [{ participant: participantId('meet:1'), name: 'Ada', self: true, points: [{ atMs, valence: -1 }] }],
};
const detail: DetailAnswer = {
  type: 'detail',
  participant: participantId('meet:1'),
  after: -1,
  points: [
    { sequence: 0, mood: mood(), states: {} },
    { sequence: 3, mood: null, states: {} },
  ],
};
const statuses: EngineStatus[] = [
  { phase: 'loading', step: 'network', progress: 0.5 },
  { phase: 'watching', condition: 'limited', backend: 'wasm', detector: 'full', rateHz: 2, msPerTile: 9, tiles: 4, notices: ['no-tiles'] },
  { phase: 'stopped', trouble: 'engine-failed' },
];

describeSchema(
  'engineToPanelSchema',
  engineToPanelSchema,
  [live, history, detail, ...statuses.map((status) => ({ type: 'status', status }))],
  [
    ['a state of its own', () => withAt(detail, ['points', 0, 'states', 'bored'], 1)],
    ['half a slice', () => withAt(detail, ['points', 0, 'sequence'], 0.5)],
    ['a valence above 1', (sample: LiveTick) => withAt(sample, ['room', 'mood', 'valence'], 1.01)],
    ['a certainty below 0', (sample: LiveTick) => withAt(sample, ['readings', 0, 'mood', 'certainty'], -0.01)],
    ['a probability above 1', (sample: LiveTick) => withAt(sample, ['readings', 0, 'mood', 'expression', 'fear'], 1.01)],
    ['a relative arousal above 1', (sample: LiveTick) => withAt(sample, ['readings', 0, 'relative', 'arousal'], 1.01)],
    ['a ninth expression', (sample: LiveTick) => withAt(sample, ['room', 'mood', 'expression', 'boredom'], 0)],
    ['an unknown state', (sample: LiveTick) => withAt(sample, ['readings', 0, 'state'], 'bored')],
    ['a voice that is no yes, no or unknown', (sample: LiveTick) => withAt(sample, ['readings', 0, 'speaking'], 'loud')],
    ['a name of 81 characters', (sample: LiveTick) => withAt(sample, ['readings', 0, 'name'], 'x'.repeat(81))],
    ['a negative stage', (sample: LiveTick) => withAt(sample, ['stages', 'detect'], -1)],
  ],
);

const on = { state: 'on', sessionId: SESSION, mode: 'me', site: 'meet', origin: 'https://meet.google.com', startedAtMs: START_MS } as const;
const off = {
  state: 'off',
  sessionId: SESSION,
  reason: 'trouble',
  trouble: 'no-tiles',
  origin: 'https://meet.google.com',
  decided: true,
} as const;

describeSchema(
  'watchStateSchema',
  watchStateSchema,
  [off],
  [
    ['an unknown state', () => ({ ...off, state: 'paused' })],
    ['a reason that nobody knows', () => ({ ...off, reason: 'because' })],
  ],
);

it('takes what is being watched, by tab', () => {
  expect(v.parse(watchStatesSchema, { 7: on, 9: off })).toEqual({ 7: on, 9: off });
  expect(v.is(watchStatesSchema, { 7: { ...on, mode: 'all' } })).toBe(false);
  expect(v.is(watchStatesSchema, { 7: { ...on, extra: 1 } })).toBe(false);
});

it('a detail counts the states that there are, of the room too', () => {
  const counted = withAt({ ...detail, participant: null }, ['points', 0, 'states'], { ok: 9, 'camera-off': 1 });
  expect(v.parse(engineToPanelSchema, counted)).toEqual(counted);
});
