import type { PlanePlace, Size } from './planes.ts';

// Planes are made smaller four pixels at a time: this is done in the page's own thread.

/** Part of a plane in a buffer of 32-bit words, four pixels each. */
export interface Plane {
  readonly words: Uint32Array;
  /** Of the first pixel, in words. */
  readonly offset: number;
  /** From one row to the next, in words. */
  readonly stride: number;
}

/** Two pixels of one word, the others masked out, so that sums have room. */
const PAIRS = 0x00ff00ff;
/** Half of a divisor of four, for both. */
const HALVES = 0x00020002;
/** All bits of a word's pixels but the highest of each. */
const LOWER_BITS = 0x7f7f7f7f;

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

/**
 * Makes a plane a third as wide and high: each pixel becomes the mean of four of the nine that it stands for.
 * @param width of the target in px; up to three pixels more are written at the end of each row
 * @param height of the target in px
 */
export function takeThird(from: Plane, to: Plane, width: number, height: number): void {
  const source = from.words;
  const target = to.words;
  const count = Math.ceil(width / 4);
  for (let y = 0; y < height; y++) {
    let upper = from.offset + 3 * y * from.stride;
    let lower = upper + from.stride;
    let at = to.offset + y * to.stride;
    for (let x = 0; x < count; x++) {
      // The means of two rows, four pixels at a time, rounded up; those of two columns are rounded down.
      const a = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const b = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const c = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const first = ((a & 0xff) + ((a >>> 8) & 0xff)) >>> 1;
      const second = ((a >>> 24) + (b & 0xff)) >>> 1;
      const third = (((b >>> 16) & 0xff) + (b >>> 24)) >>> 1;
      const fourth = (((c >>> 8) & 0xff) + ((c >>> 16) & 0xff)) >>> 1;
      target[at++] = first | (second << 8) | (third << 16) | (fourth << 24);
    }
  }
}

/**
 * Makes a plane a quarter as wide and high: each pixel becomes the mean of the middle two rows of the four that it stands for.
 * @param width of the target in px; up to three pixels more are written at the end of each row
 * @param height of the target in px
 */
export function takeQuarter(from: Plane, to: Plane, width: number, height: number): void {
  const source = from.words;
  const target = to.words;
  const count = Math.ceil(width / 4);
  for (let y = 0; y < height; y++) {
    let upper = from.offset + (4 * y + 1) * from.stride;
    let lower = upper + from.stride;
    let at = to.offset + y * to.stride;
    for (let x = 0; x < count; x++) {
      const a = sumOf(meanOf(source[upper++] ?? 0, source[lower++] ?? 0));
      const b = sumOf(meanOf(source[upper++] ?? 0, source[lower++] ?? 0));
      const c = sumOf(meanOf(source[upper++] ?? 0, source[lower++] ?? 0));
      const d = sumOf(meanOf(source[upper++] ?? 0, source[lower++] ?? 0));
      target[at++] = (a >>> 2) | ((b >>> 2) << 8) | ((c >>> 2) << 16) | ((d >>> 2) << 24);
    }
  }
}

/**
 * Makes a plane two thirds as wide and high: each pixel becomes the mean of four of those that it stands for.
 * @param width of the target in px; up to seven pixels more are written at the end of each row
 * @param height of the target in px
 */
export function takeTwoThirds(from: Plane, to: Plane, width: number, height: number): void {
  const source = from.words;
  const target = to.words;
  const count = Math.ceil(width / 8);
  for (let y = 0; y < height; y++) {
    let upper = from.offset + Math.floor(1.5 * y) * from.stride;
    let lower = upper + from.stride;
    let at = to.offset + y * to.stride;
    for (let x = 0; x < count; x++) {
      const a = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const b = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const c = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      // Of pixels 0 and 1, 1 and 2; 3 and 4, 4 and 5; and so on.
      const first = meanOf(a, (a >>> 8) | (b << 24));
      const second = meanOf(b, (b >>> 8) | (c << 24));
      const third = meanOf(c, c >>> 8);
      target[at++] = (first & 0xffff) | ((first >>> 8) & 0xff0000) | (second << 24);
      target[at++] = (second >>> 16) | ((third << 8) & 0xffff0000);
    }
  }
}

/**
 * Makes a plane two sevenths as wide and high: each pixel becomes the mean of four of those that it stands for.
 * @param width of the target in px; up to seven pixels more are written at the end of each row
 * @param height of the target in px
 */
export function takeTwoSevenths(from: Plane, to: Plane, width: number, height: number): void {
  const source = from.words;
  const target = to.words;
  const count = Math.ceil(width / 8);
  for (let y = 0; y < height; y++) {
    let upper = from.offset + (Math.floor(3.5 * y) + 1) * from.stride;
    let lower = upper + from.stride;
    let at = to.offset + y * to.stride;
    for (let x = 0; x < count; x++) {
      const a = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const b = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const c = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const d = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const e = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const f = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      const g = meanOf(source[upper++] ?? 0, source[lower++] ?? 0);
      // Of pixels 1 and 2, 4 and 5; 8 and 9, 11 and 12; and so on.
      const third = meanOf(c, (c >>> 8) | (d << 24));
      target[at++] =
        ((meanOf(a, a >>> 8) >>> 8) & 0xff) | ((meanOf(b, b >>> 8) & 0xff) << 8) | ((third & 0xff) << 16) | (third & 0xff000000);
      target[at++] =
        (meanOf(d, (d >>> 8) | (e << 24)) >>> 24) |
        ((meanOf(e, e >>> 8) >>> 8) & 0xff00) |
        (meanOf(f, f >>> 8) & 0xff0000) |
        ((meanOf(g, g >>> 8) << 16) & 0xff000000);
    }
  }
}

/** The means of the four pixels of two words, rounded up. */
export const meanOf = (one: number, other: number) => (one | other) - (((one ^ other) >>> 1) & LOWER_BITS);

/** The sum of a word's four pixels. */
function sumOf(word: number): number {
  const pairs = (word & PAIRS) + ((word >>> 8) & PAIRS);
  return (pairs & 0xffff) + (pairs >>> 16);
}

/**
 * Makes a plane of colour smaller: each value becomes the mean of two in the middle of those that it stands for.
 * @param from `pitch` is from one value of the plane to the next: 2 where two planes lie in pairs, as NV12 has them
 * @param step how many times smaller, from 2
 * @param width of the target
 * @param height of the target
 */
export function thin(
  from: Uint8Array,
  { offset, stride, pitch }: PlanePlace & { readonly pitch: number },
  into: Uint8Array,
  target: PlanePlace,
  step: number,
  { width, height }: Size,
): void {
  const margin = (step - 1) >> 1;
  for (let y = 0; y < height; y++) {
    let to = target.offset + y * target.stride;
    let at = offset + (y * step + margin) * stride + margin * pitch;
    for (let x = 0; x < width; x++, at += step * pitch) {
      into[to++] = ((from[at] ?? 0) + (from[at + stride + pitch] ?? 0) + 1) >>> 1;
    }
  }
}

/** Copies a plane; up to three pixels more are written at the end of each row.
 * @param width in px
 * @param height in px */
export function copyPlane(from: Plane, to: Plane, width: number, height: number): void {
  const words = Math.ceil(width / 4);
  if (from.stride === to.stride) {
    to.words.set(from.words.subarray(from.offset, from.offset + to.stride * (height - 1) + words), to.offset);
    return;
  }
  for (let y = 0; y < height; y++) {
    const at = from.offset + y * from.stride;
    to.words.set(from.words.subarray(at, at + words), to.offset + y * to.stride);
  }
}
