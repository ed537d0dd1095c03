import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUSY_SHARE, medianAndP95, SLOWEST_INTERVAL_MS, TARGET_RATE_HZ, tickInterval } from '../../src/core/schedule.ts';

describe('tickInterval', () => {
  it.each([
    ['a fast machine', 20, 1_000 / TARGET_RATE_HZ],
    ['nothing to do', 0, 1_000 / TARGET_RATE_HZ],
    ['a clock that went back', -1_000, 1_000 / TARGET_RATE_HZ],
    ['a slow machine', 400, 1_000],
    ['a very slow machine', 60_000, SLOWEST_INTERVAL_MS],
    ['one that never ends', Infinity, SLOWEST_INTERVAL_MS],
  ])('%s', (_, workMs, interval) => expect(tickInterval(workMs)).toBe(interval));

  it('keeps the engine busy at most the given share of the time, until the slowest rate', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: SLOWEST_INTERVAL_MS * BUSY_SHARE, noNaN: true }), (workMs) => {
        expect(workMs / tickInterval(workMs)).toBeLessThanOrEqual(BUSY_SHARE + 1e-9);
      }),
    );
  });
});

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
