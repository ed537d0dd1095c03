import { type AtlasRect, tileSidePx } from '../core/atlas.ts';
import { cellPx, halve, halvings, layoutPlanes, type Plane, type PlanePlace, planePlaces, planesBytes } from '../core/planes.ts';
import { MAXIMUM_ATLAS_BYTES, PLANE_MATRICES, type Planes } from '../wire/frames.ts';

/** Not in TypeScript's library yet (7.0, 2026-11). */
type Turned = { readonly rotation?: number; readonly flip?: boolean };

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
  #scratch = new ArrayBuffer(0);

  /** @param frames by what they are called in the answer; the caller closes them
   * @returns null if one of them has to be drawn, or all together would be too large */
  async copy<Key>(frames: ReadonlyMap<Key, VideoFrame>): Promise<{ atlas: Planes; rects: ReadonlyMap<Key, AtlasRect> } | null> {
    const format = formatOf([...frames.values()]);
    if (!format) return null;
    const sidePx = Math.min(tileSidePx(frames.size), ENOUGH_PX);
    const parts = [...frames].map(([key, frame]) => ({ key, frame, half: halvings(sizeOf(frame), sidePx) }));
    const layout = layoutPlanes(parts.map(({ frame, half }) => halved(sizeOf(frame), half)));
    const { width, height } = layout;
    if (planesBytes(width, height) > MAXIMUM_ATLAS_BYTES) return null;
    // New for each tick: what is held back must not be written over by the next.
    const bytes = new ArrayBuffer(planesBytes(width, height));
    const rects = new Map<Key, AtlasRect>();
    for (const [index, { key, frame, half }] of parts.entries()) {
      const rect = layout.rects[index];
      if (!rect) continue;
      const places = planePlaces(width, height, rect);
      if (half === 0) await frame.copyTo(bytes, { layout: places });
      else await this.#shrink(frame, half, bytes, places);
      rects.set(key, rect);
    }
    return { atlas: { bytes, width, height, ...format }, rects };
  }

  /** Copies a frame beside, and halves it until it is at its place. */
  async #shrink(frame: VideoFrame, half: number, into: ArrayBuffer, places: readonly PlanePlace[]): Promise<void> {
    const size = sizeOf(frame);
    const row = 2 * cellPx(Math.ceil(size.width / 2));
    const bytes = planesBytes(row, size.height);
    if (this.#scratch.byteLength < bytes) this.#scratch = new ArrayBuffer(bytes);
    const own = planePlaces(row, size.height, { x: 0, y: 0 });
    await frame.copyTo(this.#scratch, { layout: own });
    for (const [index, place] of own.entries()) {
      const from = planeIn(this.#scratch, place);
      const target = places[index];
      for (let step = 1; step <= half && target; step++) {
        const { width, height } = halved(size, step);
        const to = step === half ? planeIn(into, target) : from;
        if (index === 0) halve(from, to, width, height);
        else halve(from, to, width / 2, height / 2);
      }
    }
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

/** Where a stream does not tell its colours, they are those of a camera. */
const coloursOf = ({ colorSpace: { matrix, fullRange } }: VideoFrame) => ({
  matrix: PLANE_MATRICES.find((one) => one === (matrix ?? 'smpte170m')),
  fullRange: fullRange ?? false,
});

/** What all frames are, if they are alike and their bytes are what is seen: neither turned nor stretched. */
function formatOf(frames: readonly VideoFrame[]): Pick<Planes, 'matrix' | 'fullRange'> | null {
  const [first] = frames;
  if (!first) return null;
  const { matrix, fullRange } = coloursOf(first);
  if (!matrix) return null;
  const isPlain = (frame: VideoFrame & Turned) =>
    frame.format === 'I420' &&
    !frame.rotation &&
    !frame.flip &&
    frame.visibleRect?.width === frame.displayWidth &&
    frame.visibleRect.height === frame.displayHeight &&
    frame.displayWidth % 2 === 0 &&
    frame.displayHeight % 2 === 0 &&
    coloursOf(frame).matrix === matrix &&
    coloursOf(frame).fullRange === fullRange;
  return frames.every(isPlain) ? { matrix, fullRange } : null;
}
