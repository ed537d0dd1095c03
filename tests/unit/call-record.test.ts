import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callClock } from '../../src/core/call-clock.ts';
import { gapsIn } from '../../src/core/call-record.ts';
import { expired, MAXIMUM_CALLS } from '../../src/core/retention.ts';
import { summarise, SUMMARY_POINTS } from '../../src/core/summary.ts';
import { call, callId, line, slice } from './calls.ts';
import { mood, START_MS } from './samples.ts';

describe('gapsIn', () => {
  it.each<[number[], number, [number, number][]]>([
    [[], 0, []],
    [[], 3, [[0, 2]]],
    [[0, 1, 2], 3, []],
    [
      [1, 4],
      6,
      [
        [0, 0],
        [2, 3],
        [5, 5],
      ],
    ],
  ])('%j of %i', (sequences, length, gaps) => expect(gapsIn(sequences, length)).toEqual(gaps.map(([from, to]) => ({ from, to }))));

  it('together with what is there, covers everything once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200)), fc.nat(50), (present, more) => {
        const sequences = present.toSorted((a, b) => a - b);
        const length = (sequences.at(-1) ?? -1) + 1 + more;
        const missing = gapsIn(sequences, length).flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
        expect([...sequences, ...missing].toSorted((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
      }),
    );
  });
});

describe('callClock', () => {
  it('never runs backwards, whatever the system’s clock does, and keeps every step forward', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100_000_000, max: 100_000_000 })), (steps) => {
        const elapsed = callClock(START_MS);
        let [atMs, beforeMs] = [START_MS, elapsed(START_MS)];
        for (const stepMs of steps) {
          atMs += stepMs;
          const nowMs = elapsed(atMs);
          expect(nowMs - beforeMs).toBe(Math.max(0, stepMs));
          beforeMs = nowMs;
        }
      }),
    );
  });
});

describe('expired', () => {
  const at = (n: number, storedAtMs: number) => ({ id: callId(n), storedAtMs });

  it.each([
    [null, []],
    [1_000, [2]],
    [500, [1, 2]],
  ])('after %j ms of keeping gives %j', (keepMs, gone) => {
    const calls = [at(1, START_MS - 900), at(2, START_MS - 1_001), at(3, START_MS + 5_000)];
    expect(expired(calls, keepMs, START_MS).toSorted()).toEqual(gone.map(callId));
  });

  it('gives the oldest beyond the cap, in whatever order they come', () => {
    const calls = Array.from({ length: MAXIMUM_CALLS + 2 }, (_, n) => at(n, START_MS - n));
    expect(expired(calls.toReversed(), null, START_MS)).toEqual([callId(MAXIMUM_CALLS), callId(MAXIMUM_CALLS + 1)]);
  });
});

describe('summarise', () => {
  it('an hour becomes sixty points, a hole among them', () => {
    const slices = Array.from({ length: 720 }, (_, n) => slice(n)).filter(({ sequence }) => sequence < 120 || sequence >= 360);
    const { points, watchedMs } = summarise(call({ slices }));
    expect(points).toHaveLength(SUMMARY_POINTS);
    expect(points.map((point) => point === null)).toEqual(Array.from({ length: 60 }, (_, n) => n >= 10 && n < 30));
    expect(watchedMs).toBe(40 * 60_000);
  });

  it('a call of one second is one point, a call without any is none', () => {
    expect(summarise(call({ slices: [slice(0)] })).points).toEqual([0.81]);
    expect(summarise(call({ slices: [], participants: [] }))).toEqual({ people: 0, watchedMs: 0, points: [] });
  });

  it('with too few faces for a room shows the mean of who was read', () => {
    const two = slice(0, { lines: [line(0, { mood: null }), line(1, { mood: mood('neutral') }), line(2)] });
    expect(summarise(call({ slices: [two] })).points[0]).toBeCloseTo(0.405, 9);
  });

  it('in mode room counts the faces that were read at once', () => {
    const slices = [slice(0, { faces: 4 }), slice(1, { faces: 6 }), slice(2, { faces: 0, lines: [] })];
    expect(summarise(call({ mode: 'room', participants: [], slices })).people).toBe(6);
  });
});
