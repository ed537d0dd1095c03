import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianAndP95 } from '../../src/core/schedule.ts';

describe('medianAndP95', () => {
  it.each<[string, number[], number, number]>([
    ['nothing', [], 0, 0],
    ['one value', [7], 7, 7],
    ['two values', [9, 1], 1, 9],
    ['three values, unsorted', [30, 10, 20], 20, 30],
    ['1 to 100', Array.from({ length: 100 }, (_, i) => 100 - i), 50, 95],
    ['numbers, not texts', [2, 10, 9], 9, 10],
  ])('of %s', (_, values, median, p95) => expect(medianAndP95(values)).toEqual({ median, p95 }));

  it('are values of the list, and leave it as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const before = [...values];
        const { median, p95 } = medianAndP95(values);
        expect(values).toEqual(before);
        expect(values).toContain(median);
        expect(p95).toBeGreaterThanOrEqual(median);
      }),
    );
  });
});
