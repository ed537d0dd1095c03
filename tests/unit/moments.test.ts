import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Millis } from '../../src/core/identity.ts';
import { findMoments, TOLD_AFTER_MS } from '../../src/core/moments.ts';

const BIN_MS = 5_000;
/** One value per five seconds. */
const series = (values: readonly (number | null)[], startMs = 0) =>
  values.map((valence, index) => ({ atMs: (startMs + index * BIN_MS) as Millis, valence }));
const level = (value: number | null, seconds: number) => Array.from({ length: seconds / 5 }, () => value);
/** A level with a small, fixed unrest, as a calm face has. */
const face = (value: number, seconds: number) => level(value, seconds).map((_, index) => value + 0.08 * Math.sin(index * 2.4));

describe('moments', () => {
  it('a smile that stays is found where it begins', () => {
    const found = findMoments(series([...face(0, 90), ...face(0.6, 90)]));
    expect(found).toHaveLength(1);
    expect(Math.abs((found[0]?.atMs ?? 0) - 90_000)).toBeLessThanOrEqual(BIN_MS);
    expect(found[0]?.change).toBeCloseTo(0.6, 1);
  });

  it('up and down again later are two moments, in their order and with their signs', () => {
    const found = findMoments(series([...face(0, 90), ...face(0.6, 90), ...face(-0.1, 90)]));
    expect(found.map(({ change }) => Math.sign(change))).toEqual([1, -1]);
  });

  it.each([
    ['a calm face', face(0.1, 300)],
    ['a slow drift', Array.from({ length: 60 }, (_, index) => index * 0.006)],
    ['a laugh of ten seconds', [...face(0, 90), ...face(0.7, 10), ...face(0, 90)]],
    ['a restless face', Array.from({ length: 60 }, (_, index) => 0.6 * Math.sin(index * 2.4))],
    ['nothing but gaps', level(null, 300)],
    ['a change behind a long gap', [...face(0, 60), ...level(null, 60), ...face(0.6, 60)]],
    ['no points', []],
  ])('%s has none', (_, values) => expect(findMoments(series(values))).toEqual([]));

  it('is told a minute after it happened, and does not move while the call goes on', () => {
    const whole = series([...face(0, 90), ...face(0.6, 180)]);
    const upTo = (ms: number) => findMoments(whole.filter(({ atMs }) => atMs <= ms)).map(({ atMs }) => atMs);
    const [told = 0] = upTo(whole.at(-1)?.atMs ?? 0);
    for (const { atMs } of whole) expect.soft(upTo(atMs)).toEqual(atMs >= told + TOLD_AFTER_MS ? [told] : []);
  });

  it('found moments lie a minute apart, within the series, and change by what is possible', () => {
    const value = fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: null });
    const blocks = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 40 })), { maxLength: 12 });
    fc.assert(
      fc.property(blocks, (parts) => {
        const points = series(parts.flatMap(([one, count]) => Array.from({ length: count }, () => one)));
        const found = findMoments(points);
        for (const [index, { atMs, change }] of found.entries()) {
          expect(points.some((point) => point.atMs === atMs)).toBe(true);
          expect(Math.abs(change)).toBeGreaterThanOrEqual(0.25);
          expect(Math.abs(change)).toBeLessThanOrEqual(2);
          expect(atMs - (found[index - 1]?.atMs ?? -60_000)).toBeGreaterThanOrEqual(60_000);
        }
      }),
    );
  });

  it('the same changes are found whenever the call began', () => {
    const values = [...face(0, 90), ...face(0.6, 90), ...face(-0.1, 90)];
    const later = findMoments(series(values, 1_800_000_000_000));
    expect(later.map(({ atMs }) => atMs - 1_800_000_000_000)).toEqual(findMoments(series(values)).map(({ atMs }) => atMs));
  });
});
