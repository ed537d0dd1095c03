import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPRESSIONS, mapExpressions, scoresFromLogits, topExpression } from '../../src/core/expression.ts';
import { total } from './samples.ts';

const logits = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 8, maxLength: 8 });
const temperature = fc.double({ min: 0.05, max: 20, noNaN: true });
const zeros: readonly number[] = Array(8).fill(0);

describe('scoresFromLogits', () => {
  it('gives probabilities that sum to 1, for any finite logits', () => {
    fc.assert(
      fc.property(logits, temperature, (values, at) => {
        const scores = scoresFromLogits(values, at);
        expect(total(scores)).toBeCloseTo(1, 9);
        for (const name of EXPRESSIONS) expect(scores[name]).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('keeps the order of the logits', () => {
    fc.assert(
      fc.property(logits, temperature, (values, at) => {
        const scores = scoresFromLogits(values, at);
        const byLogit = EXPRESSIONS.map((name, i) => ({ logit: values[i] ?? 0, score: scores[name] })).toSorted(
          (a, b) => a.logit - b.logit,
        );
        const byScore = byLogit.toSorted((a, b) => a.score - b.score);
        expect(byLogit.map(({ score }) => score)).toEqual(byScore.map(({ score }) => score));
      }),
    );
  });

  it('flattens with the temperature', () => {
    const tops = [0.5, 1, 2, 8].map((at) => scoresFromLogits([0, 3, 1, 0, 0, 0, 0, 0], at).happiness);
    expect(tops).toEqual(tops.toSorted((a, b) => b - a));
    expect(new Set(tops).size).toBe(4);
    expect(scoresFromLogits([0, 3, 1, 0, 0, 0, 0, 0], 1e9).happiness).toBeCloseTo(1 / 8, 6);
  });

  it('is the softmax: a difference of ln 3 is three times as probable', () => {
    const scores = scoresFromLogits([Math.log(3), ...zeros.slice(1)], 1);
    expect(scores.neutral).toBeCloseTo(3 / 10, 12);
    expect(scores.contempt).toBeCloseTo(1 / 10, 12);
  });

  it.each<[string, ArrayLike<number>, number, RegExp]>([
    ['seven logits', zeros.slice(1), 1, /expected 8 logits, got 7/],
    ['nine logits', [...zeros, 0], 1, /expected 8 logits, got 9/],
    ['a NaN', [Number.NaN, ...zeros.slice(1)], 1, /finite/],
    ['plus infinity', [Infinity, ...zeros.slice(1)], 1, /finite/],
    ['minus infinity', [-Infinity, ...zeros.slice(1)], 1, /finite/],
    ['temperature 0', zeros, 0, /temperature/],
    ['a negative temperature', zeros, -1, /temperature/],
    ['temperature NaN', zeros, Number.NaN, /temperature/],
  ])('refuses %s', (_, values, at, message) => {
    expect(() => scoresFromLogits(values, at)).toThrow(RangeError);
    expect(() => scoresFromLogits(values, at)).toThrow(message);
  });

  it('reads a Float32Array, as the network returns it', () => {
    expect(topExpression(scoresFromLogits(Float32Array.of(0, 0, 0, 9, 0, 0, 0, 0), 1))).toBe('sadness');
  });
});

describe('topExpression', () => {
  it.each(EXPRESSIONS.map((name) => [name] as const))('finds %s', (name) => {
    expect(topExpression(mapExpressions((other) => (other === name ? 0.2 : 0.1)))).toBe(name);
  });

  it('takes the earlier one on a tie', () => {
    expect(topExpression(mapExpressions(() => 1 / 8))).toBe('neutral');
  });
});
