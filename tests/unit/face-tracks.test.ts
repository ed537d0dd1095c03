import { describe, expect, it } from 'vitest';
import type { Doubt } from '../../src/core/doubt.ts';
import { EXPRESSIONS, mapExpressions, wholePercents } from '../../src/core/expression.ts';
import { type FoundFace, followFaces } from '../../src/core/face-tracks.ts';

const happy = mapExpressions((name) => (name === 'happiness' ? 0.93 : 0.01));
const even = mapExpressions(() => 1 / EXPRESSIONS.length);
const at = (x: number, sight: FoundFace['sight'] = { state: 'face', scores: happy, quality: 1 }): FoundFace => ({
  box: { x, y: 0, width: 100, height: 100 },
  sight,
});

describe('faces of one picture', () => {
  it('are numbered from left to right, whatever the order they were found in', () => {
    expect(followFaces([], [at(500), at(0), at(250)], 0).map(({ number, box }) => [number, box.x])).toEqual([
      [1, 0],
      [2, 250],
      [3, 500],
    ]);
  });

  it('are shown as readily as the user wants', () => {
    const likely: FoundFace['sight'] = { state: 'face', scores: mapExpressions((name) => (name === 'anger' ? 0.65 : 0.05)), quality: 1 };
    const state = (doubt: Doubt) => followFaces([], [at(0, likely)], 0, doubt)[0]?.state;
    expect([state('careful'), state('balanced'), state('eager')]).toEqual(['unsure', 'ok', 'ok']);
  });

  it('have a mood, or keep their probabilities with a doubt, or have neither', () => {
    const [sure, unsure, spoiled] = followFaces(
      [],
      [at(0), at(200, { state: 'face', scores: even, quality: 1 }), at(400, { state: 'too-dark' })],
      0,
    );
    expect([sure?.state, sure?.mood?.certainty, sure?.scores]).toEqual(['ok', 0.93, happy]);
    expect([unsure?.state, unsure?.mood, unsure?.scores]).toEqual(['unsure', null, even]);
    expect([spoiled?.state, spoiled?.mood, spoiled?.scores, spoiled?.quality]).toEqual(['too-dark', null, null, 0]);
  });
});

describe('faces from frame to frame', () => {
  it('keep their numbers while they move, and a newcomer gets the lowest that is free', () => {
    const first = followFaces([], [at(0), at(300)], 0);
    const moved = followFaces(first, [at(320), at(20)], 200);
    expect(moved.map(({ number, box }) => [number, box.x])).toEqual([
      [1, 20],
      [2, 320],
    ]);
    const left = followFaces(moved, [at(330)], 400);
    expect(left.map(({ number }) => number)).toEqual([2]);
    expect(followFaces(left, [at(0), at(330)], 600).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('change over time, not at once', () => {
    const [first] = followFaces([], [at(0)], 0);
    const [next] = followFaces(first ? [first] : [], [at(0, { state: 'face', scores: even, quality: 1 })], 200);
    expect(next?.scores?.happiness).toBeGreaterThan(0.8);
    expect(next?.scores?.happiness).toBeLessThan(0.93);
  });

  it('of one place are never two', () => {
    const first = followFaces([], [at(0)], 0);
    expect(new Set(followFaces(first, [at(5), at(40)], 200).map(({ number }) => number)).size).toBe(2);
  });
});

describe('whole percents', () => {
  it.each([
    [even, [13, 13, 13, 13, 12, 12, 12, 12]],
    [happy, [1, 93, 1, 1, 1, 1, 1, 1]],
    [mapExpressions((name) => (name === 'neutral' ? 1 : 0)), [100, 0, 0, 0, 0, 0, 0, 0]],
  ])('add up to 100', (scores, expected) => {
    const percents = Object.values(wholePercents(scores));
    expect(percents).toEqual(expected);
    expect(percents.reduce((a, b) => a + b)).toBe(100);
  });
});
