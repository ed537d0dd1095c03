import type { AtlasRect } from './atlas.ts';
import { layoutAtlas } from './atlas.ts';

// Pictures as video has them: a plane of brightness (Y) and two of colour (U, V) of half the width and height, called
// I420. Frames of a call are put together as they are, because turning them into RGB costs many times more than copying.

/** A cell of the atlas begins at a multiple of this, so that every plane can be worked on four pixels at a time. */
const CELL_PX = 8;

/** Part of a plane in a buffer of 32-bit words, four pixels each. */
export interface Plane {
  readonly words: Uint32Array;
  /** Of the first pixel, in words. */
  readonly offset: number;
  /** From one row to the next, in words. */
  readonly stride: number;
}

/** Where a plane lies in a buffer, in bytes. */
export interface PlanePlace {
  readonly offset: number;
  readonly stride: number;
}

/** How often a picture is halved until its next half would be shorter than wanted, or could not be halved evenly.
 * @param sidePx longest side that is enough */
export function halvings({ width, height }: { width: number; height: number }, sidePx: number): number {
  let count = 0;
  for (let [w, h] = [width, height]; w % 4 === 0 && h % 4 === 0 && Math.max(w, h) / 2 >= sidePx; [w, h] = [w / 2, h / 2]) count++;
  return count;
}

/**
 * Packs pictures into one, each where a whole number of words begins.
 * @param sizes width and height in px, even
 * @returns an even height, and a width that is a multiple of 8
 */
export function layoutPlanes(sizes: readonly { width: number; height: number }[]): { width: number; height: number; rects: AtlasRect[] } {
  const cells = sizes.map(({ width, height }) => ({ width: cellPx(width), height }));
  const layout = layoutAtlas(cells, Number.POSITIVE_INFINITY);
  const rects = layout.rects.map((rect, index) => ({ ...rect, width: sizes[index]?.width ?? rect.width }));
  return { width: layout.width, height: layout.height, rects };
}

/** Bytes of the three planes of a picture with even sides. */
export const planesBytes = (width: number, height: number): number => (width * height * 3) / 2;

/** Where the three planes of a part begin that lies at an even place in a whole picture, and their rows' lengths.
 * @param width of the whole, a multiple of 8, as the row's length */
export function planePlaces(width: number, height: number, { x, y }: { x: number; y: number }): PlanePlace[] {
  const chroma = (y / 2) * (width / 2) + x / 2;
  const luma = width * height;
  return [
    { offset: y * width + x, stride: width },
    { offset: luma + chroma, stride: width / 2 },
    { offset: luma + luma / 4 + chroma, stride: width / 2 },
  ];
}

/** The length of a row that holds a whole number of cells. */
export const cellPx = (width: number): number => Math.ceil(width / CELL_PX) * CELL_PX;

/** Two pixels of one word, the others masked out, so that sums have room. */
const PAIRS = 0x00ff00ff;
/** Half of a divisor of four, for both. */
const HALVES = 0x00020002;

/**
 * Halves a plane: each pixel becomes the mean of four. Source and target may be the same buffer at the same place.
 * @param width of the target in px; up to three pixels more are written at the end of each row
 * @param height of the target in px
 */
export function halve(from: Plane, to: Plane, width: number, height: number): void {
  const source = from.words;
  const target = to.words;
  const count = Math.ceil(width / 4);
  for (let y = 0; y < height; y++) {
    let upper = from.offset + 2 * y * from.stride;
    let lower = upper + from.stride;
    let at = to.offset + y * to.stride;
    for (let x = 0; x < count; x++) {
      const a = source[upper++] ?? 0;
      const b = source[upper++] ?? 0;
      const c = source[lower++] ?? 0;
      const d = source[lower++] ?? 0;
      // Half of one is added to each of the sums before they are divided by four.
      const first = (((a & PAIRS) + ((a >>> 8) & PAIRS) + (c & PAIRS) + ((c >>> 8) & PAIRS) + HALVES) >>> 2) & PAIRS;
      const second = (((b & PAIRS) + ((b >>> 8) & PAIRS) + (d & PAIRS) + ((d >>> 8) & PAIRS) + HALVES) >>> 2) & PAIRS;
      target[at++] = ((first | (first >>> 8)) & 0xffff) | ((second | (second >>> 8)) << 16);
    }
  }
}

/** How brightness and colour differences are made of red, green and blue: `red` and `blue` are their shares of the brightness
 * (ITU-R BT.709 and BT.601). `fullRange` is 0 to 255, else it is 16 to 235 and 16 to 240. */
export interface Colours {
  readonly matrix: 'bt709' | 'bt470bg' | 'smpte170m';
  readonly fullRange: boolean;
}

/** Copies a plane; up to three pixels more are written at the end of each row.
 * @param width in px
 * @param height in px */
export function copyPlane(from: Plane, to: Plane, width: number, height: number): void {
  const words = Math.ceil(width / 4);
  for (let y = 0; y < height; y++) {
    const at = from.offset + y * from.stride;
    to.words.set(from.words.subarray(at, at + words), to.offset + y * to.stride);
  }
}

/** Takes a plane of colour pairs, as NV12 has them, apart.
 * @param pairs rows without gaps
 * @param width of each of both planes in px */
export function splitPairs(pairs: Uint8Array, width: number, height: number, into: Uint8Array, [u, v]: readonly PlanePlace[]): void {
  if (!u || !v) return;
  for (let y = 0, from = 0; y < height; y++) {
    let toU = u.offset + y * u.stride;
    let toV = v.offset + y * v.stride;
    for (let x = 0; x < width; x++) {
      into[toU++] = pairs[from++] ?? 0;
      into[toV++] = pairs[from++] ?? 0;
    }
  }
}

/** Sixteen binary places behind the point. */
const ONE = 65_536;

/**
 * Turns RGB into planes, smaller by a whole number; the colour of each four pixels is that of the first.
 * @param pixels four bytes each: red, green, blue and one unused; rows without gaps, `step` times as many in each row and column
 * @param size of the planes in px, even
 * @param blueFirst whether blue comes first and red third
 * @param into the buffer that the places lie in
 */
export function planesFromRgb(
  pixels: Uint32Array,
  step: number,
  { width, height }: { width: number; height: number },
  blueFirst: boolean,
  { matrix, fullRange }: Colours,
  into: Uint8Array,
  [luma, u, v]: readonly PlanePlace[],
): void {
  if (!luma || !u || !v) return;
  const [red, blue] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114];
  const [base, range, chroma] = fullRange ? [0, 1, 1] : [16, 219 / 255, 224 / 255];
  const ofRed = Math.round(ONE * range * red);
  const ofBlue = Math.round(ONE * range * blue);
  const ofGreen = Math.round(ONE * range) - ofRed - ofBlue;
  const rounding = ONE * base + ONE / 2;
  const toU = chroma / (2 - 2 * blue);
  const toV = chroma / (2 - 2 * red);
  const row = width * step;
  // The mean of four pixels stands for what is left out.
  const across = step >> 1;
  const down = row * across;
  for (let y = 0; y < height; y++) {
    let to = luma.offset + y * luma.stride;
    for (let x = 0, at = y * step * row; x < width; x++, at += step) {
      const one = pixels[at] ?? 0;
      const right = pixels[at + across] ?? 0;
      const below = pixels[at + down] ?? 0;
      const opposite = pixels[at + across + down] ?? 0;
      const outer = (((one & PAIRS) + (right & PAIRS) + (below & PAIRS) + (opposite & PAIRS) + HALVES) >>> 2) & PAIRS;
      const g = (((one >>> 8) & 0xff) + ((right >>> 8) & 0xff) + ((below >>> 8) & 0xff) + ((opposite >>> 8) & 0xff) + 2) >>> 2;
      const r = blueFirst ? outer >>> 16 : outer & 0xff;
      const b = blueFirst ? outer & 0xff : outer >>> 16;
      into[to++] = (ofRed * r + ofGreen * g + ofBlue * b + rounding) >>> 16;
      if (x % 2 || y % 2) continue;
      const bright = red * r + (1 - red - blue) * g + blue * b;
      into[u.offset + (y / 2) * u.stride + x / 2] = Math.min(255, Math.round(128 + toU * (b - bright)));
      into[v.offset + (y / 2) * v.stride + x / 2] = Math.min(255, Math.round(128 + toV * (r - bright)));
    }
  }
}
