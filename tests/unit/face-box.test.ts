import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, distinctFaces, overlap, searchRegions, surroundings } from '../../src/core/face-box.ts';

const box = (x: number, y: number, width: number, height = width): Box => ({ x, y, width, height });
const side = fc.integer({ min: 1, max: 4_096 });
const inside = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

describe('overlap of two boxes', () => {
  it.each([
    ['the same box', box(3, 4, 10), box(3, 4, 10), 1],
    ['half of each', box(0, 0, 10), box(5, 0, 10), 1 / 3],
    ['a quarter inside', box(0, 0, 10), box(0, 0, 5), 0.25],
    ['neighbours that touch', box(0, 0, 10), box(10, 0, 10), 0],
    ['far apart', box(0, 0, 10), box(100, 100, 10), 0],
  ])('%s', (_, a, b, share) => {
    expect(overlap(a, b)).toBeCloseTo(share, 9);
    expect(overlap(b, a)).toBeCloseTo(share, 9);
  });
});

describe('where faces are looked for', () => {
  it('looks once at a picture that the detector sees in full', () => expect(searchRegions(250, 190)).toEqual([box(0, 0, 250, 190)]));

  it('looks at the whole first, then closer', () => {
    const [whole, ...closer] = searchRegions(1_920, 1_280);
    expect(whole).toEqual(box(0, 0, 1_920, 1_280));
    expect(closer.map(({ width }) => width).toSorted((a, b) => b - a)).toEqual(closer.map(({ width }) => width));
    expect(closer).toHaveLength(54);
  });

  it('never looks outside, and shows every face of a tenth of a finest square to one of them whole', () => {
    const spot = fc.record({
      width: side,
      height: side,
      across: fc.double({ min: 0, max: 1, noNaN: true }),
      down: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(spot, ({ width, height, across, down }) => {
        const regions = searchRegions(width, height);
        const picture = box(0, 0, width, height);
        const finest = Math.min(...regions.map((region) => Math.max(region.width, region.height)));
        const face = Math.min(width, height, finest * 0.1);
        const somewhere = box(across * (width - face), down * (height - face), face);
        expect(regions.every((region) => inside(region, picture))).toBe(true);
        expect(regions.some((region) => inside(somewhere, region))).toBe(true);
      }),
    );
  });
});

describe('the surroundings of a face', () => {
  it('has the face in its middle', () =>
    expect(surroundings(box(100, 200, 40), 2.5, { width: 1_000, height: 1_000 })).toEqual(box(70, 170, 100)));

  it('moves into the picture at its edge', () =>
    expect(surroundings(box(-5, 980, 40), 2.5, { width: 1_000, height: 1_000 })).toEqual(box(0, 900, 100)));

  it('is the picture where that is smaller', () =>
    expect(surroundings(box(10, 10, 40), 2.5, { width: 80, height: 60 })).toEqual(box(0, 0, 80, 60)));
});

describe('faces that were found more than once', () => {
  it('keeps the most certain one of each', () => {
    const found = [
      { box: box(0, 0, 100), score: 0.7 },
      { box: box(5, 5, 100), score: 0.9 },
      { box: box(300, 0, 100), score: 0.6 },
    ];
    expect(distinctFaces(found, 0.3)).toEqual([found[1], found[2]]);
  });
});
