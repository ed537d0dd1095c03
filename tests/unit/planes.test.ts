import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AtlasRect } from '../../src/core/atlas.ts';
import { cellPx, halve, halvings, layoutPlanes, planePlaces, planesBytes, planesFromRgb, splitPairs } from '../../src/core/planes.ts';

const even = fc.integer({ min: 1, max: 360 }).map((half) => 2 * half);
const sizes = fc.array(fc.record({ width: even, height: even }), { minLength: 1, maxLength: 49 });

const overlap = (one: AtlasRect, other: AtlasRect) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

describe('the places of planes', () => {
  it('hold every picture whole, none over another, each beginning at a word', () => {
    fc.assert(
      fc.property(sizes, (given) => {
        const { width, height, rects } = layoutPlanes(given);
        expect([width % 8, height % 2]).toEqual([0, 0]);
        for (const [i, rect] of rects.entries()) {
          expect(rect).toMatchObject(given[i] ?? {});
          expect(rect.x + rect.width).toBeLessThanOrEqual(width);
          expect(rect.y + rect.height).toBeLessThanOrEqual(height);
          expect(rects.slice(i + 1).some((other) => overlap(rect, other))).toBe(false);
          for (const { offset, stride } of planePlaces(width, height, rect)) expect([offset % 4, stride % 4]).toEqual([0, 0]);
        }
      }),
    );
  });

  it('follow each other: brightness, then two of colour at half the width and height', () => {
    expect(planePlaces(16, 8, { x: 8, y: 2 })).toEqual([
      { offset: 2 * 16 + 8, stride: 16 },
      { offset: 128 + 8 + 4, stride: 8 },
      { offset: 128 + 32 + 8 + 4, stride: 8 },
    ]);
    expect(planesBytes(16, 8)).toBe(192);
  });
});

describe('planes of RGB', () => {
  // Values of the standards: BT.709 in full range, BT.601 in 16 to 235.
  it.each([
    ['white', [255, 255, 255], { matrix: 'bt709', fullRange: true }, [255, 128, 128]],
    ['red', [255, 0, 0], { matrix: 'bt709', fullRange: true }, [54, 99, 255]],
    ['white', [255, 255, 255], { matrix: 'smpte170m', fullRange: false }, [235, 128, 128]],
    ['black', [0, 0, 0], { matrix: 'smpte170m', fullRange: false }, [16, 128, 128]],
    ['blue', [0, 0, 255], { matrix: 'smpte170m', fullRange: false }, [41, 240, 110]],
  ] as const)('%s %o in %o is %o', (_, [r, g, b], colours, expected) => {
    const into = new Uint8Array(planesBytes(8, 2));
    const places = planePlaces(8, 2, { x: 4, y: 0 });
    for (const blueFirst of [false, true]) {
      const pixels = new Uint32Array(4).fill(blueFirst ? b + 256 * g + 65_536 * r : r + 256 * g + 65_536 * b);
      planesFromRgb(pixels, 1, { width: 2, height: 2 }, blueFirst, colours, into, places);
      expect(places.map(({ offset }) => into[offset])).toEqual(expected);
    }
    expect([into[4], into[5], into[12], into[13]]).toEqual(Array.from({ length: 4 }, () => expected[0]));
    expect(into.filter((value) => value !== 0)).toHaveLength(6);
  });
});

it('planes of a larger picture are means of its pixels', () => {
  const into = new Uint8Array(planesBytes(8, 2));
  const rgbx = Uint8Array.from({ length: 4 * 4 * 4 }, (_, at) => 10 * (Math.floor(at / 4) % 4) + 40 * Math.floor(at / 16));
  planesFromRgb(
    new Uint32Array(rgbx.buffer),
    2,
    { width: 2, height: 2 },
    false,
    { matrix: 'bt709', fullRange: true },
    into,
    planePlaces(8, 2, { x: 0, y: 0 }),
  );
  expect([into[0], into[1], into[8], into[9]]).toEqual([25, 45, 105, 125]);
});

it('planes of colour pairs are taken apart', () => {
  const into = new Uint8Array(12);
  splitPairs(Uint8Array.of(1, 11, 2, 12, 3, 13, 4, 14), 2, 2, into, [
    { offset: 0, stride: 3 },
    { offset: 6, stride: 3 },
  ]);
  expect([...into]).toEqual([1, 2, 0, 3, 4, 0, 11, 12, 0, 13, 14, 0]);
});

describe('halving', () => {
  it.each([
    [{ width: 1_280, height: 720 }, 320, 2],
    [{ width: 640, height: 360 }, 320, 1],
    [{ width: 320, height: 180 }, 320, 0],
    [{ width: 638, height: 360 }, 320, 0],
    [{ width: 320, height: 180 }, 160, 1],
    [{ width: 1_288, height: 724 }, 160, 1],
    [{ width: 360, height: 640 }, 320, 1],
  ])('of %o, of which %i px are enough, is done %i times', (size, enough, times) => expect(halvings(size, enough)).toBe(times));

  it('gives the mean of each four pixels, in place as well as elsewhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        (width, height, inPlace, levels) => {
          const stride = 2 * cellPx(width);
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
