import { describe, expect, it } from 'vitest';
import { reviewOf } from '../../src/core/review.ts';
import { summariseLine } from '../../src/core/summary.ts';
import { call, line, slice } from './calls.ts';
import { mood, START_MS } from './samples.ts';

describe('reviewOf', () => {
  it('sums up who, how long, what was missed and which moments', () => {
    const found = { atMs: START_MS, ordinal: 1, kind: 'found', change: 0.5, note: '' } as const;
    const review = reviewOf(call({ moments: [...call().moments, found, { ...found, ordinal: 0 }] }));
    expect(review).toMatchObject({ people: 2, watchedMs: 15_000, missedMs: 5_000, moments: 2 });
    expect(review.shares?.happiness).toBeCloseTo(1, 9);
  });

  it('where there was no room, counts everybody by how long they were read', () => {
    const slices = [
      slice(0, { lines: [line(0, { mood: null }), line(1), line(2, { mood: mood('sadness') })] }),
      slice(1, { lines: [line(0, { mood: null }), line(1), line(2, { mood: null })] }),
    ];
    const { shares } = reviewOf(call({ slices }));
    expect(shares?.happiness).toBeCloseTo(2 / 3, 9);
    expect(shares?.sadness).toBeCloseTo(1 / 3, 9);
  });

  it('of a call in which nothing was read has no shares', () => {
    expect(reviewOf(call({ slices: [slice(0, { lines: [] })] })).shares).toBeNull();
    expect(reviewOf(call({ slices: [], participants: [] })).shares).toBeNull();
  });
});

it('a line tells apart being there and being read', () => {
  expect(summariseLine(call().slices, 1)).toMatchObject({
    seenMs: 15_000,
    readMs: 10_000,
    valence: 0.81,
    states: [
      ['ok', 20],
      ['no-face', 9],
      ['too-dark', 1],
    ],
  });
  expect(summariseLine(call().slices, 9)).toMatchObject({ seenMs: 0, readMs: 0, shares: null, valence: null, states: [] });
});
