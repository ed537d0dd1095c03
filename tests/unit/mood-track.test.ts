import { describe, expect, it } from 'vitest';
import { CERTAINTY_THRESHOLD, EMPTY_TRACK, follow, type TileSight } from '../../src/core/mood-track.ts';
import { READING_STATES, type ReadingState } from '../../src/core/reading.ts';
import { SMOOTHING_RESET_MS } from '../../src/core/smoothing.ts';
import { AFFECT } from '../../src/core/valence.ts';
import { scores, START_MS } from './samples.ts';

const happy: TileSight = { state: 'face', scores: scores('happiness', 0.9), quality: 1 };
const sad: TileSight = { state: 'face', scores: scores('sadness', 0.9), quality: 1 };
const gaps = READING_STATES.filter((state) => state !== 'ok' && state !== 'unsure');

describe('follow', () => {
  it('says what one clear face shows', () => {
    const { state, mood } = follow(EMPTY_TRACK, { state: 'face', scores: scores('happiness'), quality: 1 }, START_MS);
    expect(state).toBe('ok');
    expect(mood).toEqual({ expression: scores('happiness'), ...AFFECT.happiness, certainty: 1 });
  });

  it.each(gaps.map((state) => [state] as const))('%s is a gap with its reason, and forgets nothing', (state) => {
    const { track } = follow(EMPTY_TRACK, happy, START_MS);
    expect(follow(track, { state }, START_MS + 500)).toEqual({ track, state, mood: null, relative: null });
  });

  it.each([
    [0.9, 1, 0.9],
    [0.9, 0.7, 0.63],
    [0.6, 1, 0.6],
  ])('certainty of p = %d at quality %d is %d', (top, quality, certainty) => {
    expect(follow(EMPTY_TRACK, { state: 'face', scores: scores('anger', top), quality }, START_MS).mood?.certainty).toBeCloseTo(
      certainty,
      12,
    );
  });

  it.each<[number, ReadingState]>([
    [CERTAINTY_THRESHOLD + 1e-6, 'ok'],
    [CERTAINTY_THRESHOLD - 1e-6, 'unsure'],
  ])('a certainty of %d is %s', (top, expected) => {
    const { state, mood } = follow(EMPTY_TRACK, { state: 'face', scores: scores('fear', top), quality: 1 }, START_MS);
    expect(state).toBe(expected);
    expect(mood === null).toBe(expected === 'unsure');
  });

  it('does not flicker on the border: what is shown stays a little below the threshold, and comes back only above it', () => {
    const face = (top: number) => ({ state: 'face', scores: scores('fear', top), quality: 1 }) as const;
    // Ten seconds apart, so that nothing is smoothed.
    const tops = [0.62, 0.57, 0.54, 0.52, 0.57, 0.62];
    let track = EMPTY_TRACK;
    const states = tops.map((top, index) => {
      const next = follow(track, face(top), START_MS + index * 10_000);
      track = next.track;
      return next.state;
    });
    expect(states).toEqual(['ok', 'ok', 'ok', 'unsure', 'unsure', 'ok']);
  });

  it('is unsure about a sure face that is hard to see', () => {
    expect(follow(EMPTY_TRACK, { state: 'face', scores: scores('happiness'), quality: 0.4 }, START_MS).state).toBe('unsure');
  });

  it('names what spoils the picture where the same face would be answered in a better one', () => {
    const blurred = (top: number): TileSight => ({ state: 'face', scores: scores('happiness', top), quality: 0.5, weakest: 'blurred' });
    expect(follow(EMPTY_TRACK, blurred(0.9), START_MS)).toMatchObject({ state: 'blurred', mood: null });
    expect(follow(EMPTY_TRACK, blurred(0.5), START_MS)).toMatchObject({ state: 'unsure', mood: null });
    expect(follow(EMPTY_TRACK, { ...blurred(0.9), quality: 0.9 } as TileSight, START_MS).state).toBe('ok');
  });

  it('keeps smoothing while it is unsure', () => {
    const doubtful = follow(EMPTY_TRACK, { state: 'face', scores: scores('fear', 0.3), quality: 1 }, START_MS);
    const next = follow(doubtful.track, { state: 'face', scores: scores('fear'), quality: 1 }, START_MS + 500);
    expect(next.track.smoothed?.scores.fear).toBeLessThan(0.6);
  });

  it('carries a mood over a short gap but not over a long one', () => {
    const before = follow(EMPTY_TRACK, happy, START_MS).track;
    const gap = follow(before, { state: 'no-face' }, START_MS + 500).track;
    expect(follow(gap, sad, START_MS + 1_000).track.smoothed?.scores.happiness).toBeGreaterThan(0.3);
    expect(follow(gap, sad, START_MS + SMOOTHING_RESET_MS + 1).mood?.expression).toEqual(sad.scores);
  });
});
