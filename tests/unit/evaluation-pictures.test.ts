import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greyPng } from '../../models/evaluation/grey-png.ts';
import { resizeGrey } from '../../models/evaluation/resize.ts';

const picture = (...values: number[]) => Float32Array.from(values);
const rounded = (values: Float32Array) => Array.from(values, (value) => Math.round(1e5 * value) / 1e5);

describe('resizing', () => {
  it('averages areas where a picture shrinks', () =>
    expect(
      rounded(
        resizeGrey(
          Float32Array.from({ length: 16 }, (_, index) => index),
          4,
          4,
          2,
        ),
      ),
    ).toEqual([2.5, 4.5, 10.5, 12.5]));

  it('shares a pixel between two areas', () => {
    // Three columns into two: the middle one belongs to both, half each.
    expect(rounded(resizeGrey(picture(0, 3, 6, 0, 3, 6, 0, 3, 6), 3, 3, 2))).toEqual([1, 5, 1, 5]);
  });

  it('is bilinear where a picture grows', () =>
    expect(rounded(resizeGrey(picture(0, 4, 0, 4), 2, 2, 4).subarray(0, 4))).toEqual([0, 1, 3, 4]));

  it('treats each direction by itself', () => expect(rounded(resizeGrey(picture(0, 1, 2, 3), 4, 1, 2))).toEqual([0.5, 2.5, 0.5, 2.5]));

  it('one pixel fills the crop', () => expect(rounded(resizeGrey(picture(0.25), 1, 1, 3))).toEqual(Array.from({ length: 9 }, () => 0.25)));

  it('the same size gives the same values', () => {
    const grey = Float32Array.from({ length: 48 * 48 }, (_, index) => (index * 37) % 251);
    expect(resizeGrey(grey, 48, 48, 48)).toEqual(grey);
  });

  it('keeps a flat picture flat, and never leaves the range of its values', () => {
    const side = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 60 }), fc.integer(), (width, height, target, seed) => {
        const flat = resizeGrey(new Float32Array(width * height).fill(0.3), width, height, target);
        for (const value of flat) expect(value).toBeCloseTo(0.3, 5);
        const noise = Float32Array.from({ length: width * height }, (_, index) => Math.abs(Math.sin(seed + index)));
        for (const value of resizeGrey(noise, width, height, target)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('grey PNG', () => {
  it('holds the pixels row by row', () => {
    const png = Buffer.from(greyPng(Uint8Array.of(1, 2, 3, 4, 5, 6), 3, 2));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([3, 2, 8, 0]);
    const data = png.indexOf('IDAT') + 4;
    expect([...inflateSync(png.subarray(data, data + png.readUInt32BE(data - 8)))]).toEqual([0, 1, 2, 3, 0, 4, 5, 6]);
  });

  it('refuses another number of pixels', () => expect(() => greyPng(new Uint8Array(5), 3, 2)).toThrow(RangeError));
});
