import { type AtlasRect, tileSidePx } from '../core/atlas.ts';
import {
  cellPx,
  copyPlane,
  type Colours,
  halve,
  halvings,
  layoutPlanes,
  type Plane,
  type PlanePlace,
  planePlaces,
  planesBytes,
  planesFromRgb,
  splitPairs,
} from '../core/planes.ts';
import { MAXIMUM_ATLAS_BYTES, PLANE_MATRICES } from '../wire/frames.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { CopiedPlanes } from './sending.ts';

/** Not in TypeScript's library yet (7.0, 2026-11). */
type Rotated = { readonly rotation?: number; readonly flip?: boolean };

/** Longest side that is enough however few are asked for: sending a megabyte costs more of the page's thread than all the rest. */
const ENOUGH_PX = 320;

/** The frame that a video shows now, to be closed by who asked.
 * @returns null for media of another origin, and for a video that has none */
export function frameOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video);
  } catch {
    return null;
  }
}

/**
 * Puts frames into one picture by copying their bytes, without drawing: a decoded frame has its planes in memory, while
 * a canvas turns each into RGB in the page's thread (without a graphics card), and encodes in its idle time.
 */
export class Copying {
  readonly #buffers: BufferPool;
  #scratch = new ArrayBuffer(0);

  /** @param buffers where the memory of pictures comes from */
  constructor(buffers: BufferPool) {
    this.#buffers = buffers;
  }

  /** @param frames by what they are called in the answer; the caller closes them
   * @returns null if one of them has to be drawn, or all together would be too large */
  async copy<Key>(frames: ReadonlyMap<Key, VideoFrame>): Promise<{ atlas: CopiedPlanes; rects: ReadonlyMap<Key, AtlasRect> } | null> {
    const colours = commonColours([...frames.values()]);
    if (!colours) return null;
    const sidePx = Math.min(tileSidePx(frames.size), ENOUGH_PX);
    const parts = [...frames].map(([key, frame]) => ({ key, frame, half: halvings(sizeOf(frame), sidePx) }));
    const layout = layoutPlanes(parts.map(({ frame, half }) => halved(sizeOf(frame), half)));
    const { width, height } = layout;
    if (planesBytes(width, height) > MAXIMUM_ATLAS_BYTES) return null;
    // Never one that is in use: what is held back must not be written over by the next.
    // The browser wants room for whole rows behind the last plane's last part too.
    const bytes = this.#buffers.take(planesBytes(width, height) + width);
    const rects = new Map<Key, AtlasRect>();
    for (const [index, { key, frame, half }] of parts.entries()) {
      const rect = layout.rects[index];
      if (!rect) continue;
      const places = planePlaces(width, height, rect);
      if (!isAsIs(frame, colours)) await this.#turn(frame, half, colours, bytes, places);
      else if (half === 0 && frame.format === 'I420') await frame.copyTo(bytes, { layout: places });
      else await this.#shrink(frame, half, bytes, places);
      rects.set(key, rect);
    }
    return { atlas: { bytes: new Uint8Array(bytes, 0, planesBytes(width, height)), width, height, ...colours }, rects };
  }

  /** Copies a frame beside, takes its colours apart if they are in pairs, and halves it until it is at its place. */
  async #shrink(frame: VideoFrame, half: number, into: ArrayBuffer, places: readonly PlanePlace[]): Promise<void> {
    const size = sizeOf(frame);
    const row = 2 * cellPx(Math.ceil(size.width / 2));
    const own = planePlaces(row, size.height, { x: 0, y: 0 });
    const end = planesBytes(row, size.height);
    if (frame.format === 'NV12') {
      const pairs = { offset: end, stride: size.width };
      const scratch = this.#scratchOf(end + (size.width * size.height) / 2);
      await frame.copyTo(scratch, { layout: [...own.slice(0, 1), pairs] });
      splitPairs(new Uint8Array(scratch, end), size.width / 2, size.height / 2, new Uint8Array(scratch), own.slice(1));
    } else await frame.copyTo(this.#scratchOf(end), { layout: own });
    for (const [index, place] of own.entries()) {
      const target = places[index];
      if (!target) continue;
      const from = planeIn(this.#scratch, place);
      const side = index === 0 ? 1 : 0.5;
      if (half === 0) copyPlane(from, planeIn(into, target), side * size.width, side * size.height);
      for (let step = 1; step <= half; step++) {
        const { width, height } = halved(size, step);
        halve(from, step === half ? planeIn(into, target) : from, side * width, side * height);
      }
    }
  }

  /** Makes planes of a frame as RGB: as it is in memory, or as the browser turns it. */
  async #turn(frame: VideoFrame, half: number, colours: Colours, into: ArrayBuffer, places: readonly PlanePlace[]): Promise<void> {
    const size = sizeOf(frame);
    const scratch = this.#scratchOf(4 * size.width * size.height);
    const isRgb = frame.format === 'RGBX' || frame.format === 'BGRX';
    const layout = [{ offset: 0, stride: 4 * size.width }];
    await frame.copyTo(scratch, isRgb ? { layout } : { layout, format: 'RGBX' });
    const step = 2 ** half;
    planesFromRgb(new Uint32Array(scratch), step, halved(size, half), frame.format === 'BGRX', colours, new Uint8Array(into), places);
  }

  /** Memory for one frame, used again for the next. */
  #scratchOf(bytes: number): ArrayBuffer {
    if (this.#scratch.byteLength < bytes) this.#scratch = new ArrayBuffer(Math.ceil(bytes / 4) * 4);
    return this.#scratch;
  }
}

const sizeOf = ({ displayWidth: width, displayHeight: height }: VideoFrame) => ({ width, height });
const halved = ({ width, height }: { width: number; height: number }, times: number) => ({
  width: width / 2 ** times,
  height: height / 2 ** times,
});
const planeIn = (buffer: ArrayBuffer, { offset, stride }: PlanePlace): Plane => ({
  words: new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4)),
  offset: offset / 4,
  stride: stride / 4,
});

/** Formats whose bytes can be used as they are. */
const PLANAR = new Set(['I420', 'NV12']);
/** Formats that are turned into planes: as canvases of the page's own give them, a camera's picture with its background blurred among them. */
const TURNED = new Set(['RGBX', 'BGRX']);
/** More of those than this share are drawn instead. */
const MOST_TURNED = 0.25;

/** Where a stream does not tell its colours, they are those of a camera. */
const coloursOf = ({ colorSpace: { matrix, fullRange } }: VideoFrame) => ({ matrix: matrix ?? 'smpte170m', fullRange: fullRange ?? false });

/** Whether its planes can be copied as they are. */
function isAsIs(frame: VideoFrame, { matrix, fullRange }: Colours): boolean {
  const own = coloursOf(frame);
  return PLANAR.has(frame.format ?? '') && own.matrix === matrix && own.fullRange === fullRange;
}

/** The colours of most frames.
 * @returns null if they cannot be copied: their bytes are not what is seen, or most are of another kind */
function commonColours(frames: readonly VideoFrame[]): Colours | null {
  const first = frames.find(({ format }) => PLANAR.has(format ?? ''));
  const { matrix, fullRange } = first ? coloursOf(first) : { matrix: null, fullRange: false };
  const known = PLANE_MATRICES.find((one) => one === matrix);
  if (!known || !frames.every(isPlain)) return null;
  const turned = frames.filter((frame) => !isAsIs(frame, { matrix: known, fullRange }));
  return turned.length > Math.max(1, MOST_TURNED * frames.length) ? null : { matrix: known, fullRange };
}

/** Opaque, and neither turned nor stretched. */
const isPlain = (frame: VideoFrame & Rotated) =>
  (PLANAR.has(frame.format ?? '') || TURNED.has(frame.format ?? '')) &&
  !frame.rotation &&
  !frame.flip &&
  frame.visibleRect?.width === frame.displayWidth &&
  frame.visibleRect.height === frame.displayHeight &&
  frame.displayWidth % 2 === 0 &&
  frame.displayHeight % 2 === 0;
