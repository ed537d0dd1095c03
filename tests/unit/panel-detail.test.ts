import { describe, expect, it } from 'vitest';
import { millis, participantId } from '../../src/core/identity.ts';
import { chartedDetail } from '../../src/panel/detail.ts';
import { INITIAL_STATE, reduce } from '../../src/panel/panel-state.ts';
import type { PanelEvent } from '../../src/panel/source.ts';
import { livelinessOf } from '../../src/panel/trend.ts';
import type { DetailAnswer } from '../../src/wire/panel-live.ts';
import { mood, START_MS } from './samples.ts';

const ana = participantId('meet:Ana');
const answer = (after: number, sequences: readonly number[], participant: DetailAnswer['participant'] = ana): PanelEvent => ({
  type: 'engine',
  message: { type: 'detail', participant, after, points: sequences.map((sequence) => ({ sequence, mood: mood(), states: { ok: 10 } })) },
});
const after = (...events: readonly PanelEvent[]) => events.reduce((state, event) => reduce(state, event, START_MS), INITIAL_STATE);
const sequences = (...events: readonly PanelEvent[]) => after(...events).detail?.points.map(({ sequence }) => sequence);

describe('the detail of one line', () => {
  it('grows by what is new', () => expect(sequences(answer(-1, [0, 1]), answer(1, [2, 3]))).toEqual([0, 1, 2, 3]));

  it('has nothing twice when an answer comes twice', () =>
    expect(sequences(answer(-1, [0, 1]), answer(1, [2]), answer(1, [2, 3]))).toEqual([0, 1, 2, 3]));

  it('is another one when somebody else is opened', () => {
    const state = after(answer(-1, [0, 1]), answer(-1, [5], null));
    expect([state.detail?.participant, state.detail?.points.length]).toEqual([null, 1]);
  });

  it('takes no late rest of somebody else’s', () => {
    const state = after(answer(-1, [0, 1]), answer(-1, [0, 1], null), answer(1, [2]));
    expect([state.detail?.participant, state.detail?.points.length]).toEqual([null, 2]);
  });

  it('is asked for again from the start and begins anew', () => expect(sequences(answer(-1, [0, 1]), answer(-1, [0]))).toEqual([0]));

  it('is charted with its holes and the marks of the user, in order of time', () => {
    const { detail } = after(answer(-1, [0, 1, 4]));
    const marks = [{ atMs: START_MS + 12_000, note: 'Decision' }];
    const charted = detail && chartedDetail(detail, START_MS, marks);
    expect(charted?.gaps).toEqual([{ from: 2, to: 3 }]);
    expect(charted?.moments).toEqual([{ atMs: START_MS + 12_000, ordinal: 0, kind: 'bookmark', change: null, note: 'Decision' }]);
  });

  it('has the lasting changes that are in it', () => {
    const smile = Array.from({ length: 40 }, (_, sequence) => ({
      sequence,
      mood: { ...mood(), valence: sequence < 20 ? 0 : 0.6 },
      states: { ok: 10 },
    }));
    const { moments } = chartedDetail({ participant: ana, points: smile }, START_MS, []);
    expect(moments.map(({ kind, atMs, change }) => [kind, atMs - START_MS, change])).toEqual([['found', 100_000, 0.6]]);
  });

  it('is gone with the call', () => {
    const over: PanelEvent = { type: 'watch', startedAtMs: null, stopped: null };
    const on: PanelEvent = { type: 'watch', startedAtMs: millis(START_MS), stopped: null };
    expect(after(on, answer(-1, [0, 1]), over).detail).toBeNull();
  });
});

it.each([
  [0.15, 'livelier'],
  [0.149, 'usual'],
  [-0.149, 'usual'],
  [-0.15, 'quieter'],
] as const)('arousal %d against the resting face is %s', (arousal, words) => expect(livelinessOf(arousal)).toBe(words));
