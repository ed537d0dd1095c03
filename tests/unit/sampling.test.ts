import { describe, expect, it } from 'vitest';
import { type Picture, pictureOfPlanes, pictureOfRgba } from '../../src/core/picture.ts';
import { type Colours, planePlaces, planesBytes } from '../../src/core/planes.ts';
import { greyCropOf, viewOf } from '../../src/core/sampling.ts';

const WIDTH = 32;
const HEIGHT = 16;
type Pixel = (x: number, y: number) => readonly [number, number, number];

const rgbaOf = (pixel: Pixel) =>
  Uint8ClampedArray.from(
    { length: 4 * WIDTH * HEIGHT },
    (_, at) => [...pixel((at >> 2) % WIDTH, Math.floor((at >> 2) / WIDTH)), 255][at % 4] ?? 0,
  );

const tile = { x: 8, y: 4, width: 16, height: 8 };
/** A part of a picture. */
const drawn = (pixel: Pixel) => pictureOfRgba(rgbaOf(pixel), WIDTH, tile);

/** One colour everywhere, by the formulas of ITU-R BT.709 and BT.601. */
function planar([red, green, blue]: ReturnType<Pixel>, colours: Colours): Picture {
  const place = { at: 12, width: tile.width, height: tile.height };
  const [kr, kb] = colours.matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114];
  const luma = kr * red + (1 - kr - kb) * green + kb * blue;
  const [base, light, chroma] = colours.fullRange ? [0, 1, 1] : [16, 219 / 255, 224 / 255];
  const bytes = new Uint8Array(12 + planesBytes(place));
  const [y, u, v] = planePlaces(place);
  bytes.fill(Math.round(base + light * luma), y.offset, u.offset);
  bytes.fill(Math.round(128 + (chroma * (blue - luma)) / (2 - 2 * kb)), u.offset, v.offset);
  bytes.fill(Math.round(128 + (chroma * (red - luma)) / (2 - 2 * kr)), v.offset);
  return pictureOfPlanes(bytes, place, colours);
}

const view = (picture: Picture, region: { x: number; y: number; side: number }, side: number, smooth = false) => {
  const out = new Float32Array(side * side * 3);
  viewOf(picture, region, side, smooth, out);
  return Array.from({ length: side * side }, (_, at) => [...out.subarray(3 * at, 3 * at + 3)].map((value) => 127.5 * (value + 1)));
};

describe('a view', () => {
  const slope = drawn((x, y) => [4 * x, 8 * y, 100]);

  it('shows each pixel as it is where nothing is made smaller', () => {
    const shown = view(slope, { x: 2, y: 1, side: 4 }, 4);
    expect(shown[0]).toEqual([4 * 10, 8 * 5, 100].map((value) => expect.closeTo(value, 3) as number));
    expect(shown[15]).toEqual([4 * 13, 8 * 8, 100].map((value) => expect.closeTo(value, 3) as number));
  });

  it('lies between pixels where it is larger, and shows nothing of the tiles beside its own', () => {
    const larger = view(slope, { x: 4, y: 2, side: 4 }, 8).map(([red]) => red ?? 0);
    expect(larger.slice(0, 3)).toEqual([47, 49, 51].map((red) => expect.closeTo(red, 3) as number));
    const lines = drawn((x, y) => (x >= 8 && x < 24 && y >= 4 && y < 12 ? [200, 200, 200] : [0, 0, 0]));
    for (const [red] of view(lines, { x: 0, y: 0, side: 8 }, 16)) expect(red).toBeCloseTo(200);
  });

  it('is black outside its tile', () => {
    const white = drawn(() => [255, 255, 255]);
    const rows = view(white, { x: 0, y: -4, side: 16 }, 16).map(([red = 0]) => Math.round(red));
    expect(rows.slice(0, 4 * 16).every((red) => red === 0)).toBe(true);
    expect(rows.slice(4 * 16, 12 * 16).every((red) => red === 255)).toBe(true);
    expect(rows.slice(12 * 16).every((red) => red === 0)).toBe(true);
    const columns = view(white, { x: -4, y: 0, side: 8 }, 8).map(([, , blue = 0]) => Math.round(blue));
    expect(columns.slice(0, 8)).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
  });

  it('that is much smaller is made of means where it should be smooth', () => {
    const stripes = drawn((x) => (x % 2 ? [255, 255, 255] : [0, 0, 0]));
    for (const [red] of view(stripes, { x: 0, y: 0, side: 8 }, 4, true)) expect(red).toBeCloseTo(127.5, 0);
  });

  it.each([
    { matrix: 'bt709', fullRange: false },
    { matrix: 'bt709', fullRange: true },
    { matrix: 'smpte170m', fullRange: false },
    { matrix: 'bt470bg', fullRange: true },
  ] as const)('has the colours of $matrix, whole range $fullRange', (colours) => {
    for (const [red, green, blue] of [
      [200, 40, 90],
      [10, 220, 30],
      [255, 255, 255],
      [0, 0, 0],
      [20, 40, 240],
    ] as const) {
      const shown = view(planar([red, green, blue], colours), { x: 0, y: 0, side: 8 }, 8)[20] ?? [];
      for (const [channel, value] of [red, green, blue].entries()) expect(Math.abs((shown[channel] ?? 0) - value)).toBeLessThan(2.5);
    }
  });
});

describe('a crop', () => {
  const crop = (picture: Picture, map: { a: number; b: number; e: number; f: number }, side: number) => {
    const out = new Float32Array(side * side).fill(9);
    greyCropOf(picture, map, side, out);
    return [...out];
  };
  const slope: Pixel = (x, y) => [4 * x + 2 * y, 4 * x + 2 * y, 4 * x + 2 * y];

  it('is grey as Pillow has it, of any kind of picture', () => {
    const map = { a: 1, b: 0, e: -4, f: -2 };
    const colour: Pixel = () => [200, 100, 50];
    const expected = (0.299 * 200 + 0.587 * 100 + 0.114 * 50) / 255;
    const pictures = [
      drawn(colour),
      planar(colour(0, 0), { matrix: 'smpte170m', fullRange: false }),
      planar(colour(0, 0), { matrix: 'bt709', fullRange: true }),
    ];
    for (const picture of pictures) for (const grey of crop(picture, map, 4)) expect(Math.abs(grey - expected)).toBeLessThan(0.01);
  });

  it('turns and scales', () => {
    // A quarter turn about the tile's middle: what was right is below.
    const turned = crop(drawn(slope), { a: 0, b: 1, e: 6, f: -6 }, 4);
    const at = (x: number, y: number) => (4 * (8 + x) + 2 * (4 + y)) / 255;
    // x' = e - y, y' = f + x, at the middles of pixels.
    expect(turned[0]).toBeCloseTo(at(6, 5), 3);
    expect(turned[15]).toBeCloseTo(at(9, 2), 3);
    const halfSize = crop(drawn(slope), { a: 0.5, b: 0, e: -2, f: -1 }, 2);
    expect(halfSize[0]).toBeCloseTo((at(4, 2) + at(5, 3)) / 2, 3);
  });

  it('is black outside its tile', () => {
    const white = drawn(() => [255, 255, 255]);
    expect(crop(white, { a: 1, b: 0, e: 2, f: 0 }, 4).map((grey) => Math.round(grey))).toEqual([
      0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1,
    ]);
  });
});
