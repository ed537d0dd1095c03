import type { Similarity } from './alignment.ts';
import type { Region } from './look.ts';
import type { Band, Picture } from './picture.ts';
import type { Size } from './planes.ts';

// Parts of a picture as the networks see them, computed from its own bytes: to have the browser turn frames into RGB, draw
// them and read them back costs more, much of it for new memory.

/** From so many values for one of the result on, it is a mean of several. */
const MEANS_FROM = 1.41;
const MOST_PLACES = 4;

/** How many places along a side stand for one value of the result. */
const placesFor = (scale: number) => (scale < MEANS_FROM ? 1 : Math.min(MOST_PLACES, Math.ceil(scale / MEANS_FROM)));

/**
 * A square region of a picture as a network's input; what lies outside the picture is black.
 * @param smooth whether a view that is smaller is made of means; else it is bilinear, as MediaPipe shows pictures to its networks
 * @param out receives `side² × 3` colours in [-1, 1], as BlazeFace was trained (its model card: mean 127.5, deviation 127.5)
 */
export function viewOf(picture: Picture, region: Region, side: number, smooth: boolean, out: Float32Array): void {
  const { bands, signedRgb, width, height } = picture;
  const scale = region.side / side;
  const columns = inside(region.x, width, scale, side);
  const rows = inside(region.y, height, scale, side);
  const [first, second, third] = bands.map((band, index) => {
    const values = floats(index, side * side);
    sample(band, picture, region, side, smooth ? placesFor(scale / band.pxPerValue) : 1, rows, values);
    return values;
  });
  if (!first || !second || !third) return;
  const [[r1, r2, r3, r], [g1, g2, g3, g], [b1, b2, b3, b]] = signedRgb;
  out.fill(-1);
  for (let y = rows.from; y < rows.to; y++)
    for (let x = columns.from, at = y * side + x, to = 3 * at; x < columns.to; x++, at++, to += 3) {
      const one = first[at] ?? 0;
      const two = second[at] ?? 0;
      const three = third[at] ?? 0;
      out[to] = Math.min(1, Math.max(-1, r1 * one + r2 * two + r3 * three + r));
      out[to + 1] = Math.min(1, Math.max(-1, g1 * one + g2 * two + g3 * three + g));
      out[to + 2] = Math.min(1, Math.max(-1, b1 * one + b2 * two + b3 * three + b));
    }
}

/** Part of a view along one side. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Which pixels of a view have their middle in the picture.
 * @param start of the view in the picture, in px */
function inside(start: number, wholePx: number, scale: number, side: number): Span {
  const before = (px: number) => Math.min(side, Math.max(0, Math.ceil((px - start) / scale - 0.5)));
  return { from: before(0), to: before(wholePx) };
}

/** The values of a band on a grid over a region; beyond the picture's edge its last values go on.
 * @param places along a side that are averaged for each value
 * @param rows of the result that are wanted
 * @param out receives `side²` values */
function sample(band: Band, { width, height }: Size, region: Region, side: number, places: number, rows: Span, out: Float32Array): void {
  const { offset, stride, pxPerValue } = band;
  const columns = gridLine(0, band, side * places, region.side, region.x, width);
  const lines = gridLine(1, band, side * places, region.side, region.y, height);
  const lastRow = height / pxPerValue - 1;
  let upper = floats(5, side);
  let lower = floats(6, side);
  let upperRow = -1;
  let lowerRow = -1;
  for (let y = rows.from; y < rows.to; y++) {
    const from = y * side;
    for (let place = 0; place < places; place++) {
      const row = lines.before[y * places + place] ?? 0;
      const next = Math.min(lastRow, row + 1);
      // Rows come one after the other, so most were computed for the line before.
      if (row === lowerRow) {
        [upper, lower] = [lower, upper];
        [upperRow, lowerRow] = [lowerRow, upperRow];
      }
      if (row !== upperRow) squeeze(band, offset + row * stride, columns, side, places, upper);
      if (next !== lowerRow) squeeze(band, offset + next * stride, columns, side, places, lower);
      [upperRow, lowerRow] = [row, next];
      const down = (lines.share[y * places + place] ?? 0) / places;
      const rest = 1 / places - down;
      if (place === 0) for (let x = 0; x < side; x++) out[from + x] = rest * (upper[x] ?? 0) + down * (lower[x] ?? 0);
      else for (let x = 0; x < side; x++) out[from + x] = (out[from + x] ?? 0) + rest * (upper[x] ?? 0) + down * (lower[x] ?? 0);
    }
  }
}

/** One row of a band, of which `places` places are averaged for each value of the result. */
function squeeze({ values, step }: Band, row: number, { before, share }: GridLine, side: number, places: number, out: Float32Array): void {
  for (let x = 0, index = 0; x < side; x++) {
    let sum = 0;
    for (let place = 0; place < places; place++, index++) {
      const at = row + (before[index] ?? 0) * step;
      const value = values[at] ?? 0;
      sum += value + (share[index] ?? 0) * ((values[at + step] ?? 0) - value);
    }
    out[x] = sum / places;
  }
}

/** Where the places of a grid lie along one side: after which value, and how far on the way to the next. */
interface GridLine {
  readonly before: Int32Array;
  readonly share: Float32Array;
}

/** @param axis which of the two it is
 * @param from where the grid begins in the picture, in px */
function gridLine(axis: 0 | 1, { pxPerValue }: Band, grid: number, sidePx: number, from: number, wholePx: number): GridLine {
  const line = { before: integers(axis, grid), share: floats(3 + axis, grid) };
  const last = wholePx / pxPerValue - 1;
  for (let index = 0; index < grid; index++) {
    // A value stands for its middle.
    const at = Math.min(last, Math.max(0, (from + ((index + 0.5) * sidePx) / grid) / pxPerValue - 0.5));
    // The last value has none after it.
    const before = Math.max(0, Math.min(last - 1, Math.floor(at)));
    line.before[index] = before;
    line.share[index] = at - before;
  }
  return line;
}

/**
 * A face of a picture, turned upright and scaled; what lies outside the picture is black.
 * @param map from its px to crop px
 * @param out receives `side²` grey values in [0, 1], by the luma weights of ITU-R BT.601, which Pillow's "L" uses too
 */
export function greyCropOf(picture: Picture, map: Similarity, side: number, out: Float32Array): void {
  const { bands, grey } = picture;
  out.fill(0);
  for (const [index, band] of bands.entries()) {
    const weight = grey[index] ?? 0;
    if (Math.abs(weight) > 1e-9) addTurned(band, weight, index === 0 ? grey[3] : 0, picture, map, side, out);
  }
  for (let at = 0; at < out.length; at++) out[at] = Math.min(1, Math.max(0, out[at] ?? 0));
}

/** Adds `weight` times a band's values, and `plus`, where a turned grid lies in the picture. */
function addTurned(
  { values, offset, stride, step, pxPerValue }: Band,
  weight: number,
  plus: number,
  { width, height }: Size,
  { a, b, e, f }: Similarity,
  side: number,
  out: Float32Array,
): void {
  const squared = a * a + b * b;
  const places = placesFor(1 / Math.sqrt(squared) / pxPerValue);
  const share = 1 / (places * places);
  const lastX = Math.floor(width / pxPerValue) - 1;
  const lastY = Math.floor(height / pxPerValue) - 1;
  // From one place of a row to the next, in px of the picture.
  const alongX = a / squared / places;
  const alongY = -b / squared / places;
  for (let gridY = 0; gridY < side * places; gridY++) {
    const cropX = 0.5 / places - e;
    const cropY = (gridY + 0.5) / places - f;
    let pictureX = (a * cropX + b * cropY) / squared;
    let pictureY = (a * cropY - b * cropX) / squared;
    const row = Math.floor(gridY / places) * side;
    for (let at = row; at < row + side; at++) {
      let sum = 0;
      for (let place = 0; place < places; place++, pictureX += alongX, pictureY += alongY) {
        if (pictureX < 0 || pictureY < 0 || pictureX >= width || pictureY >= height) continue;
        const x = Math.min(lastX, Math.max(0, pictureX / pxPerValue - 0.5));
        const y = Math.min(lastY, Math.max(0, pictureY / pxPerValue - 0.5));
        const left = Math.floor(x);
        const upper = Math.floor(y);
        const right = Math.min(lastX, left + 1) * step;
        const top = offset + upper * stride;
        const bottom = offset + Math.min(lastY, upper + 1) * stride;
        const topLeft = values[top + left * step] ?? 0;
        const bottomLeft = values[bottom + left * step] ?? 0;
        const above = topLeft + (x - left) * ((values[top + right] ?? 0) - topLeft);
        const below = bottomLeft + (x - left) * ((values[bottom + right] ?? 0) - bottomLeft);
        sum += plus + weight * (above + (y - upper) * (below - above));
      }
      out[at] = (out[at] ?? 0) + share * sum;
    }
  }
}

/** Memory that is used again for every view: new memory costs more than the work. */
const usedFloats: Float32Array[] = [];
const usedIntegers: Int32Array[] = [];

function floats(index: number, length: number): Float32Array {
  const known = usedFloats[index];
  return known && known.length >= length ? known : (usedFloats[index] = new Float32Array(length));
}

function integers(index: number, length: number): Int32Array {
  const known = usedIntegers[index];
  return known && known.length >= length ? known : (usedIntegers[index] = new Int32Array(length));
}
