import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AtlasRect, layoutAtlas, tileSidePx } from '../../src/core/atlas.ts';

const side = fc.integer({ min: 1, max: 7_680 });
const sizes = fc.array(fc.record({ width: side, height: side }), { maxLength: 100 });

const overlap = (one: AtlasRect, other: AtlasRect) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

describe('layoutAtlas', () => {
  it('places every tile inside the atlas, none over another, none enlarged', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(160, 224, 320, 400), (given, limit) => {
        const { width, height, rects } = layoutAtlas(given, limit);
        expect(rects).toHaveLength(given.length);
        for (const [i, rect] of rects.entries()) {
          expect(Math.min(rect.x, rect.y)).toBeGreaterThanOrEqual(0);
          expect(rect.x + rect.width).toBeLessThanOrEqual(width);
          expect(rect.y + rect.height).toBeLessThanOrEqual(height);
          expect(Math.min(rect.width, rect.height)).toBeGreaterThanOrEqual(1);
          expect(rect.width).toBeLessThanOrEqual(Math.min(limit, given[i]?.width ?? 0));
          expect(rect.height).toBeLessThanOrEqual(Math.min(limit, given[i]?.height ?? 0));
          expect(rects.slice(i + 1).some((other) => overlap(rect, other))).toBe(false);
        }
      }),
    );
  });

  it.each([
    ['wide', { width: 1280, height: 720 }, { width: 400, height: 225 }],
    ['upright', { width: 720, height: 1280 }, { width: 225, height: 400 }],
    ['small', { width: 320, height: 180 }, { width: 320, height: 180 }],
    ['8K', { width: 7_680, height: 4_320 }, { width: 400, height: 225 }],
  ])('keeps the shape of a %s tile', (_, size, shown) => {
    expect(layoutAtlas([size], 400).rects).toEqual([{ x: 0, y: 0, ...shown }]);
  });

  it('stays about square, so that no side outgrows what a canvas can be', () => {
    const { width, height } = layoutAtlas(
      Array.from({ length: 49 }, () => ({ width: 640, height: 360 })),
      tileSidePx(49),
    );
    expect(width).toBe(7 * 160);
    expect(height).toBe(7 * 90);
  });

  it('is empty without tiles', () => expect(layoutAtlas([], 400)).toEqual({ width: 0, height: 0, rects: [] }));
});

describe('tileSidePx', () => {
  it('gives fewer people more pixels, and never less than 160', () => {
    const sides = Array.from({ length: 100 }, (_, i) => tileSidePx(i + 1));
    expect(sides).toEqual(sides.toSorted((a, b) => b - a));
    expect([sides[0], sides[99]]).toEqual([400, 160]);
  });
});
