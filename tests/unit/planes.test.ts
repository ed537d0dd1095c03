import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inARow, planePlaces, planesBytes, shrunk, stepFor } from '../../src/core/planes.ts';
import { planesFromRgb } from '../../src/core/rgb-planes.ts';
import { halve, takeQuarter, takeThird, takeTwoSevenths, takeTwoThirds, thin } from '../../src/core/shrinking.ts';

const side = fc.integer({ min: 1, max: 180 }).map((quarter) => 4 * quarter);
const sizes = fc.array(fc.record({ width: side, height: side }), { minLength: 1, maxLength: 49 });

describe('the places of planes', () => {
  it('hold every picture whole, one after the other, each beginning at a word', () => {
    fc.assert(
      fc.property(sizes, (given) => {
        const { places, bytes } = inARow(given);
        let end = 0;
        for (const [i, place] of places.entries()) {
          expect(place).toMatchObject(given[i] ?? {});
          expect(place.at % 4).toBe(0);
          expect(place.at - end).toBeGreaterThanOrEqual(0);
          expect(place.at - end).toBeLessThan(4);
          end = place.at + planesBytes(place);
        }
        expect(bytes).toBe(end);
      }),
    );
  });

  it('hold brightness first, then two of colour at a quarter of the width and height', () => {
    const place = { at: 100, width: 32, height: 8 };
    expect(planePlaces(place)).toEqual([
      { offset: 100, stride: 32 },
      { offset: 100 + 256, stride: 8 },
      { offset: 100 + 256 + 16, stride: 8 },
    ]);
    expect(planesBytes(place)).toBe(256 + 16 + 16);
  });
});

describe('planes of RGB', () => {
  // Values of BT.601 in full range (ITU-T T.871).
  it.each([
    ['white', [255, 255, 255], [255, 128, 128]],
    ['black', [0, 0, 0], [0, 128, 128]],
    ['red', [255, 0, 0], [76, 85, 255]],
    ['green', [0, 255, 0], [150, 44, 21]],
    ['blue', [0, 0, 255], [29, 255, 107]],
  ] as const)('%s %o is %o', (_, [r, g, b], expected) => {
    const place = { at: 8, width: 4, height: 4 };
    for (const blueFirst of [false, true]) {
      const into = new Uint8Array(8 + planesBytes(place) + 8);
      const pixels = new Uint32Array(16).fill(blueFirst ? b + 256 * g + 65_536 * r : r + 256 * g + 65_536 * b);
      planesFromRgb({ pixels, rowPx: 4, blueFirst }, 1, into, place);
      const [y, u, v] = expected;
      const nothing = Array.from({ length: 8 }, () => 0);
      expect([...into]).toEqual([...nothing, ...Array.from({ length: 16 }, () => y), u, v, ...nothing]);
    }
  });

  it.each([
    [2, [55, 75, 95, 115]],
    [3, [55, 85, 115, 145]],
  ])('of a picture that is %i times as large are means of its pixels', (step, firstRow) => {
    const place = { at: 0, width: 4, height: 4 };
    const into = new Uint8Array(planesBytes(place));
    const rowPx = 4 * step + 1;
    const levels = Array.from({ length: rowPx * 4 * step }, (_, at) => 10 * (at % rowPx) + 100 * (Math.floor(at / rowPx) % 2));
    const pixels = Uint32Array.from(levels, (level) => level * 0x010101);
    planesFromRgb({ pixels, rowPx, blueFirst: false }, step, into, place);
    expect([...into.subarray(0, 4)]).toEqual(firstRow);
  });
});

describe('the size of a picture', () => {
  it.each([
    [{ width: 1_280, height: 720 }, 320, 4, { width: 320, height: 180 }],
    [{ width: 1_280, height: 720 }, 200, 6, { width: 212, height: 120 }],
    [{ width: 640, height: 360 }, 320, 2, { width: 320, height: 180 }],
    [{ width: 640, height: 360 }, 213, 3, { width: 212, height: 120 }],
    [{ width: 640, height: 360 }, 160, 4, { width: 160, height: 88 }],
    [{ width: 320, height: 180 }, 320, 1, { width: 320, height: 180 }],
    [{ width: 640, height: 360 }, 182, 3.5, { width: 180, height: 100 }],
    [{ width: 320, height: 180 }, 214, 1, { width: 320, height: 180 }],
    [{ width: 320, height: 180 }, 213, 1.5, { width: 212, height: 120 }],
    [{ width: 320, height: 180 }, 160, 2, { width: 160, height: 88 }],
    [{ width: 638, height: 360 }, 320, 1.5, { width: 424, height: 240 }],
    [{ width: 360, height: 640 }, 320, 2, { width: 180, height: 320 }],
    [{ width: 90, height: 50 }, 160, 1, { width: 88, height: 48 }],
    [{ width: 2, height: 2 }, 160, 1, { width: 0, height: 0 }],
  ])('of %o, of which %i px are enough, is divided by %i', (size, enough, step, small) => {
    expect(stepFor(size, enough)).toBe(step);
    expect(shrunk(size, step)).toEqual(small);
  });
});

describe.each([
  ['a third', takeThird, [0, 3, 6]],
  ['two thirds', takeTwoThirds, [0, 1, 3]],
  ['two sevenths', takeTwoSevenths, [1, 4, 8]],
] as const)('%s', (_, take, [first, second, third]) => {
  /** The first of the pixels that one of the result is made of, along a side. */
  const before = (at: number) => (third - first) * Math.floor(at / 2) + (at % 2 === 0 ? first : second);

  it('of a plane is made of four of the pixels that each stands for, within one of their mean', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        (words, height, levels) => {
          const [width, stride] = [4 * words, 16 * words];
          const pixels = Uint8Array.from({ length: stride * 4 * height }, () => levels.next().value);
          const from = { words: new Uint32Array(pixels.buffer), offset: 0, stride: stride / 4 };
          const target = { words: new Uint32Array(words * height + 1), offset: 0, stride: words };
          take(from, target, width, height);
          const small = new Uint8Array(target.words.buffer);
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const at = before(y) * stride + before(x);
              const mean = [0, 1, stride, stride + 1].reduce((sum, place) => sum + (pixels[at + place] ?? 0), 0) / 4;
              expect(Math.abs((small[y * width + x] ?? 0) - mean)).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
    );
  });
});

it('a quarter of a plane is made of the middle rows of each sixteen pixels, within one of their mean', () => {
  const levels = (x: number, y: number) => (37 * x + 91 * y * y) % 256;
  const pixels = Uint8Array.from({ length: 32 * 8 }, (_, at) => levels(at % 32, Math.floor(at / 32)));
  const target = { words: new Uint32Array(4), offset: 0, stride: 2 };
  takeQuarter({ words: new Uint32Array(pixels.buffer), offset: 0, stride: 8 }, target, 8, 2);
  for (const [at, level] of new Uint8Array(target.words.buffer).entries()) {
    const [x, y] = [4 * (at % 8), 4 * Math.floor(at / 8)];
    const mean = [0, 1, 2, 3].reduce((sum, right) => sum + levels(x + right, y + 1) + levels(x + right, y + 2), 0) / 8;
    expect(Math.abs(level - mean)).toBeLessThanOrEqual(1);
  }
});

describe('a plane of colour', () => {
  const pairs = Uint8Array.from({ length: 8 * 4 }, (_, at) => (at % 2 ? 100 : 0) + 10 * ((at % 8) >> 1) + Math.floor(at / 8));

  it.each([
    [2, { offset: 0, stride: 8, pitch: 2 }, [6, 26]],
    [2, { offset: 1, stride: 8, pitch: 2 }, [106, 126]],
    [4, { offset: 0, stride: 8, pitch: 2 }, [17]],
  ])('that is %i times smaller is made of two in the middle, from pairs %o too', (step, from, expected) => {
    const into = new Uint8Array(4);
    thin(pairs, from, into, { offset: 1, stride: 4 }, step, { width: expected.length, height: 1 });
    expect([...into]).toEqual([0, ...expected, ...Array.from({ length: 3 - expected.length }, () => 0)]);
  });
});

describe('halving', () => {
  it('gives the mean of each four pixels, in place as well as elsewhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        (width, height, inPlace, levels) => {
          const stride = 8 * Math.ceil(width / 4);
          const pixels = Uint8Array.from({ length: stride * 2 * height }, () => levels.next().value);
          const given = pixels.slice();
          const from = { words: new Uint32Array(pixels.buffer), offset: 0, stride: stride / 4 };
          const target = inPlace ? from : { words: new Uint32Array((stride / 4) * height), offset: 0, stride: stride / 4 };
          halve(from, target, width, height);
          const halved = new Uint8Array(target.words.buffer);
          const at = (x: number, y: number) => given[y * stride + x] ?? 0;
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const sum = at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1);
              expect(halved[y * stride + x]).toBe(Math.floor((sum + 2) / 4));
            }
          }
        },
      ),
    );
  });
});
