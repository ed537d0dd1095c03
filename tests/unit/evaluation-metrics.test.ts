import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certaintyOf, coverageOf } from '../../models/evaluation/coverage.ts';
import {
  accuracyOf,
  type Answer,
  calibrationError,
  confidenceOf,
  confusionOf,
  figuresPerClass,
  macroOf,
  reliabilityOf,
  topClass,
} from '../../models/evaluation/metrics.ts';
import { CERTAINTY_THRESHOLD } from '../../src/core/mood-track.ts';

const answer = (truth: number, probabilities: readonly number[], quality = 1): Answer => ({ truth, probabilities, quality });
/** Says `said` with this confidence; the rest is shared by the other two classes. */
const says = (truth: number, said: number, confidence: number, quality = 1) =>
  answer(
    truth,
    [0, 1, 2].map((index) => (index === said ? confidence : (1 - confidence) / 2)),
    quality,
  );

// By hand: true a: a a b, true b: b c, true c: never.
const FIVE = [says(0, 0, 0.9), says(0, 0, 0.7), says(0, 1, 0.5), says(1, 1, 0.8), says(1, 2, 0.6)];

const answers = fc.array(
  fc
    .record({
      truth: fc.integer({ min: 0, max: 2 }),
      weights: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.01, max: 1, noNaN: true }))),
      quality: fc.double({ min: 0.5, max: 1, noNaN: true }),
    })
    .map(({ truth, weights, quality }) => {
      const sum = weights.reduce((a, b) => a + b, 0);
      return answer(
        truth,
        weights.map((weight) => weight / sum),
        quality,
      );
    }),
  { minLength: 1, maxLength: 60 },
);

describe('figures of classes', () => {
  it('counts true classes by row, answers by column', () => {
    expect(confusionOf(FIVE, 3)).toEqual([
      [2, 1, 0],
      [0, 1, 1],
      [0, 0, 0],
    ]);
    expect(accuracyOf(FIVE)).toBeCloseTo(3 / 5);
  });

  it('precision, recall and F1 by hand, null where there is nothing to divide by', () => {
    const perClass = figuresPerClass(
      ['a', 'b', 'c', 'd'],
      [
        [2, 1, 0, 0],
        [0, 1, 1, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    );
    expect(perClass).toEqual([
      { label: 'a', precision: 1, recall: 2 / 3, f1: 0.8, images: 3, said: 2 },
      { label: 'b', precision: 0.5, recall: 0.5, f1: 0.5, images: 2, said: 2 },
      { label: 'c', precision: 0, recall: null, f1: null, images: 0, said: 1 },
      { label: 'd', precision: null, recall: null, f1: null, images: 0, said: 0 },
    ]);
    const macro = macroOf(perClass);
    expect(macro.precision).toBeCloseTo(0.75);
    expect(macro.recall).toBeCloseTo((2 / 3 + 0.5) / 2);
    expect(macro.f1).toBeCloseTo(0.65);
  });

  it('a class that is never said counts with precision, recall and F1 of 0', () => {
    expect(
      macroOf(
        figuresPerClass(
          ['a', 'b'],
          [
            [4, 0],
            [1, 0],
          ],
        ),
      ),
    ).toEqual({ precision: 0.4, recall: 0.5, f1: 4 / 9 });
  });

  it('on a tie the earlier class', () => expect(topClass(answer(0, [0.2, 0.4, 0.4]))).toBe(1));

  it('agree with each other', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const confusion = confusionOf(given, 3);
        expect(confusion.flat().reduce((a, b) => a + b, 0)).toBe(given.length);
        const hits = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
        expect(accuracyOf(given)).toBeCloseTo(hits / given.length);
        for (const { precision, recall, f1 } of figuresPerClass(['a', 'b', 'c'], confusion)) {
          if (!precision || !recall) continue;
          expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall));
        }
      }),
    );
  });
});

describe('calibration', () => {
  it('by hand: two bins, one too sure and one too modest', () => {
    // Bin 9 of 15 (0.6 to 0.667): 0.62 and 0.64, both right. Bin 13 (0.867 to 0.933): 0.9 and 0.9, one right.
    const given = [says(0, 0, 0.62), says(0, 0, 0.64), says(0, 0, 0.9), says(1, 0, 0.9)];
    const bins = reliabilityOf(given);
    expect(bins.filter(({ count }) => count > 0)).toEqual([
      { from: 9 / 15, to: 10 / 15, count: 2, confidence: expect.closeTo(0.63), accuracy: 1 },
      { from: 13 / 15, to: 14 / 15, count: 2, confidence: 0.9, accuracy: 0.5 },
    ]);
    expect(calibrationError(bins)).toBeCloseTo(0.5 * 0.37 + 0.5 * 0.4);
  });

  it('certain and right is 0, certain and wrong is 1', () => {
    expect(calibrationError(reliabilityOf([answer(1, [0, 1, 0])]))).toBe(0);
    expect(calibrationError(reliabilityOf([answer(0, [0, 1, 0])]))).toBe(1);
  });

  it('keeps every answer in the bin of its confidence, and lies in 0 to 1', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const bins = reliabilityOf(given);
        expect(bins).toHaveLength(15);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(given.length);
        for (const { from, to, confidence } of bins) {
          if (confidence === null) continue;
          expect(confidence).toBeGreaterThanOrEqual(from - 1e-9);
          expect(confidence).toBeLessThanOrEqual(to + 1e-9);
        }
        const error = calibrationError(bins);
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('coverage', () => {
  it('answers the most certain first', () => {
    const { curve } = coverageOf(FIVE, 0);
    expect(curve.map(({ coverage }) => coverage)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    // By certainty: 0.9 right, 0.8 right, 0.7 right, 0.6 wrong, 0.5 wrong.
    expect(curve.map(({ accuracy }) => accuracy)).toEqual([1, 1, 1, 0.75, 0.6]);
    expect(curve.map(({ certainty }) => Math.round(10 * certainty))).toEqual([9, 8, 7, 6, 5]);
  });

  it('quality lowers certainty, as in the product', () => {
    const poor = says(0, 0, 0.9, 0.5);
    expect(certaintyOf(poor)).toBeCloseTo(0.45);
    expect(confidenceOf(poor)).toBeCloseTo(0.9);
  });

  it('"can\'t tell" is below the threshold, or has no face to read', () => {
    const given = [says(0, 0, 0.9), says(0, 1, 0.6), says(0, 0, CERTAINTY_THRESHOLD - 0.01)];
    const coverage = coverageOf(given, 1);
    expect(coverage).toMatchObject({ threshold: CERTAINTY_THRESHOLD, share: 0.5, accuracy: 0.5, cannotTell: 2 });
    expect(coverage.curve.at(-1)).toMatchObject({ coverage: 0.75 });
  });

  it('nothing certain enough has no accuracy', () => {
    expect(coverageOf([says(0, 0, 0.4)], 0)).toMatchObject({ share: 0, accuracy: null, cannotTell: 1 });
  });

  it('ends with all answers, rises in coverage and falls in certainty', () => {
    fc.assert(
      fc.property(answers, fc.nat({ max: 20 }), (given, unread) => {
        const { curve } = coverageOf(given, unread);
        expect(curve.at(-1)?.coverage).toBeCloseTo(given.length / (given.length + unread));
        expect(curve.at(-1)?.accuracy).toBeCloseTo(accuracyOf(given));
        for (const [index, point] of curve.entries()) {
          const before = curve[index - 1];
          if (!before) continue;
          expect(point.coverage).toBeGreaterThan(before.coverage);
          expect(point.certainty).toBeLessThanOrEqual(before.certainty);
        }
      }),
    );
  });
});
