import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPRESSIONS, scoresFromLogits } from '../../src/core/expression.ts';
import { smooth, SMOOTHING_RESET_MS, SMOOTHING_TIME_MS } from '../../src/core/smoothing.ts';
import { scores, START_MS, total } from './samples.ts';

const anyScores = fc
  .array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 8, maxLength: 8 })
  .map((logits) => scoresFromLogits(logits, 1));
const quality = fc.double({ min: 0.01, max: 1, noNaN: true });
const calm = { scores: scores('neutral'), atMs: START_MS };

describe('smooth', () => {
  it('sums to 1 and lies between the old estimate and the new reading', () => {
    fc.assert(
      fc.property(anyScores, anyScores, quality, fc.integer({ min: 1, max: SMOOTHING_RESET_MS }), (old, seen, factor, afterMs) => {
        const { scores: now } = smooth({ scores: old, atMs: START_MS }, seen, factor, START_MS + afterMs);
        expect(total(now)).toBeCloseTo(1, 9);
        for (const name of EXPRESSIONS) {
          expect(now[name]).toBeGreaterThanOrEqual(Math.min(old[name], seen[name]) - 1e-12);
          expect(now[name]).toBeLessThanOrEqual(Math.max(old[name], seen[name]) + 1e-12);
        }
      }),
    );
  });

  it('goes 63 % of the way in 1.5 s at full quality', () => {
    expect(SMOOTHING_TIME_MS).toBe(1_500);
    expect(smooth(calm, scores('happiness'), 1, START_MS + 1_500).scores.happiness).toBeCloseTo(1 - 1 / Math.E, 12);
  });

  it('does not depend on how often it is asked', () => {
    let stepped = smooth(calm, scores('happiness'), 1, START_MS + 100);
    for (let afterMs = 200; afterMs <= 1_500; afterMs += 100) stepped = smooth(stepped, scores('happiness'), 1, START_MS + afterMs);
    expect(stepped.scores.happiness).toBeCloseTo(1 - 1 / Math.E, 9);
  });

  it('moves less for a poor face', () => {
    const [poor, good] = [0.5, 1].map((factor) => smooth(calm, scores('happiness'), factor, START_MS + 500).scores.happiness);
    expect(poor).toBeCloseTo((good ?? 0) / 2, 12);
  });

  it.each<[string, Parameters<typeof smooth>[0], number]>([
    ['there is nothing before', null, 0],
    ['the gap is longer than the reset time', calm, SMOOTHING_RESET_MS + 1],
  ])('starts afresh when %s', (_, previous, afterMs) => {
    expect(smooth(previous, scores('sadness'), 0.6, START_MS + afterMs)).toEqual({ scores: scores('sadness'), atMs: START_MS + afterMs });
  });

  it('still remembers at exactly the reset time', () => {
    expect(smooth(calm, scores('sadness'), 1, START_MS + SMOOTHING_RESET_MS).scores.neutral).toBeGreaterThan(0);
  });

  it.each([0, -1, -60_000])('takes the new reading as it is when the clock moved by %i ms', (afterMs) => {
    expect(smooth(calm, scores('anger'), 1, START_MS + afterMs).scores).toEqual(scores('anger'));
  });
});
