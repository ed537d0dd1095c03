import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greyFromRgba, MINIMUM_DEVIATION, standardise } from '../../src/core/standardise.ts';

function standardised(grey: readonly number[]): number[] {
  const out = new Float32Array(grey.length);
  standardise(Float32Array.from(grey), out, 0);
  return [...out];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe('standardise', () => {
  it('gives mean 0 and deviation 1, or less where there is hardly any contrast', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 200 }), (grey) => {
        const out = standardised(grey);
        expect(mean(out)).toBeCloseTo(0, 4);
        expect(deviation(out)).toBeCloseTo(Math.min(1, deviation(grey) / MINIMUM_DEVIATION), 3);
      }),
    );
  });

  it('does not blow up a flat picture', () => {
    expect(standardised(Array(64).fill(0.5))).toEqual(Array(64).fill(0));
    expect(Math.max(...standardised([0.5, 0.501]))).toBeLessThan(0.05);
  });

  it('does not change with brightness and contrast', () => {
    const grey = [0.1, 0.4, 0.9, 0.3];
    const dimmer = standardised(grey.map((value) => value * 0.5 + 0.2));
    standardised(grey).forEach((value, i) => expect(dimmer[i]).toBeCloseTo(value, 4));
  });

  it('writes at the offset and nowhere else', () => {
    const out = new Float32Array(6).fill(9);
    standardise(Float32Array.of(0, 1), out, 2);
    expect([...out]).toEqual([9, 9, -1, 1, 9, 9]);
  });
});

describe('greyFromRgba', () => {
  it.each([
    ['black', [0, 0, 0], 0],
    ['white', [255, 255, 255], 1],
    ['red', [255, 0, 0], 0.299],
    ['green', [0, 255, 0], 0.587],
    ['blue', [0, 0, 255], 0.114],
  ])('%s', (_, [red = 0, green = 0, blue = 0], grey) => {
    const out = new Float32Array(2);
    greyFromRgba(Uint8ClampedArray.of(9, 9, 9, 255, red, green, blue, 0), out);
    expect(out[1]).toBeCloseTo(grey, 6);
  });
});
