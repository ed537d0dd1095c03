import type { DetectedFace } from './blaze-face.ts';

// Where to look for a participant's face, and how hard. Cheap looks first: a face is near where it was.

/** A square of a tile, in tile px; it may reach beyond the tile. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** How much is spent on detection. */
export interface DetectionEffort {
  /** The whole tile is searched again after this, for a second face or another person. */
  readonly searchEveryMs: number;
  /** A tile that changes and shows no single face is searched no more often than this. */
  readonly searchVainlyEveryMs: number;
}

export const FULL_EFFORT: DetectionEffort = { searchEveryMs: 10_000, searchVainlyEveryMs: 900 };
export const LOW_EFFORT: DetectionEffort = { searchEveryMs: 20_000, searchVainlyEveryMs: 2_500 };

/** Side of the region around a face, in units of the face's larger side: BlazeFace's short-range network
 * learned from faces that fill a fifth to two thirds of the picture. */
const REGION_FACES = 2.2;
/** A face may be this far off the middle of its region, or this much larger or smaller, until the region follows. */
const REGION_SLACK = { shift: 0.08, scale: 1.2 } as const;
/** A block that changed by more than this (of 1) is no noise of camera or codec. */
const CHANGED_BLOCK = 0.016;
/** Blocks along one side of a view. */
const BLOCKS = 12;

/** The whole tile in a square. */
export function wholeTile(width: number, height: number): Region {
  const side = Math.max(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** The region to look at for a face, the last one where the face is still well inside it. */
export function regionAround({ box }: DetectedFace, last: Region | null): Region {
  const side = REGION_FACES * Math.max(box.width, box.height);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  if (last) {
    const shift = Math.max(Math.abs(middle.x - last.x - last.side / 2), Math.abs(middle.y - last.y - last.side / 2)) / last.side;
    const scale = Math.max(side / last.side, last.side / side);
    if (shift <= REGION_SLACK.shift && scale <= REGION_SLACK.scale) return last;
  }
  return { x: middle.x - side / 2, y: middle.y - side / 2, side };
}

/** When to search the whole tile again: spread over tiles, so that they do not all come in one tick.
 * @param spread 0 to 1, the same for a participant each time */
export function nextSearchAt(nowMs: number, spread: number, { searchEveryMs }: DetectionEffort): number {
  return nowMs + searchEveryMs * (0.75 + 0.5 * spread);
}

/** Mean grey of a view's blocks, 12 × 12, each 0 to 1.
 * @param view `side² × 3` colours in [-1, 1]; `side` is a multiple of 12 */
export function blocksOf(view: Float32Array, side: number): Float32Array {
  const sums = new Float32Array(BLOCKS * BLOCKS);
  const size = side / BLOCKS;
  for (let y = 0, at = 0; y < side; y++) {
    const row = Math.floor(y / size) * BLOCKS;
    for (let block = row; block < row + BLOCKS; block++) {
      let sum = 0;
      for (const end = at + 3 * size; at < end; at += 3) sum += (view[at] ?? 0) + 2 * (view[at + 1] ?? 0) + (view[at + 2] ?? 0);
      sums[block] = (sums[block] ?? 0) + sum;
    }
  }
  return sums.map((sum) => 0.5 + sum / (8 * size * size));
}

/** Whether a view shows something else than before, beyond noise. */
export function hasChanged(before: Float32Array | null, now: Float32Array): boolean {
  return before === null || now.some((value, index) => Math.abs(value - (before[index] ?? 0)) > CHANGED_BLOCK);
}
