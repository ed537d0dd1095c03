import { type AtlasRect, tileSidePx } from '../core/atlas.ts';
import {
  cellPx,
  type Colours,
  halve,
  halvings,
  layoutPlanes,
  type Plane,
  type PlanePlace,
  planePlaces,
  planesBytes,
  planesFromRgb,
} from '../core/planes.ts';
import { MAXIMUM_ATLAS_BYTES, PLANE_MATRICES, type Planes } from '../wire/frames.ts';

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
  #scratch = new ArrayBuffer(0);

  /** @param frames by what they are called in the answer; the caller closes them
   * @returns null if one of them has to be drawn, or all together would be too large */
  async copy<Key>(frames: ReadonlyMap<Key, VideoFrame>): Promise<{ atlas: Planes; rects: ReadonlyMap<Key, AtlasRect> } | null> {
    const colours = commonColours([...frames.values()]);
    if (!colours) return null;
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
      if (!isAsIs(frame, colours)) await turn(frame, half, colours, bytes, places);
      else if (half === 0) await frame.copyTo(bytes, { layout: places });
      else await this.#shrink(frame, half, bytes, places);
      rects.set(key, rect);
    }
    return { atlas: { bytes, width, height, ...colours }, rects };
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

/** Has the browser give a frame as RGB, and makes planes of that. */
async function turn(frame: VideoFrame, half: number, colours: Colours, into: ArrayBuffer, places: readonly PlanePlace[]): Promise<void> {
  const size = sizeOf(frame);
  const rgbx = new Uint8Array(4 * size.width * size.height);
  await frame.copyTo(rgbx, { format: 'RGBX' });
  planesFromRgb(rgbx, 2 ** half, halved(size, half), colours, new Uint8Array(into), places);
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

/** Formats that are turned into RGB first: as cameras and canvases of the page's own give them. */
const TURNED = new Set(['NV12', 'RGBX', 'BGRX']);
/** More of those than this share are drawn instead. */
const MOST_TURNED = 0.25;

/** Where a stream does not tell its colours, they are those of a camera. */
const coloursOf = ({ colorSpace: { matrix, fullRange } }: VideoFrame) => ({ matrix: matrix ?? 'smpte170m', fullRange: fullRange ?? false });

/** Whether its planes can be copied as they are. */
function isAsIs(frame: VideoFrame, { matrix, fullRange }: Colours): boolean {
  const own = coloursOf(frame);
  return frame.format === 'I420' && own.matrix === matrix && own.fullRange === fullRange;
}

/** The colours of most frames.
 * @returns null if they cannot be copied: their bytes are not what is seen, or most are of another kind */
function commonColours(frames: readonly VideoFrame[]): Colours | null {
  const first = frames.find(({ format }) => format === 'I420');
  const { matrix, fullRange } = first ? coloursOf(first) : { matrix: null, fullRange: false };
  const known = PLANE_MATRICES.find((one) => one === matrix);
  if (!known || !frames.every(isPlain)) return null;
  const turned = frames.filter((frame) => !isAsIs(frame, { matrix: known, fullRange }));
  return turned.length > Math.max(1, MOST_TURNED * frames.length) ? null : { matrix: known, fullRange };
}

/** Opaque, and neither turned nor stretched. */
const isPlain = (frame: VideoFrame & Rotated) =>
  (frame.format === 'I420' || TURNED.has(frame.format ?? '')) &&
  !frame.rotation &&
  !frame.flip &&
  frame.visibleRect?.width === frame.displayWidth &&
  frame.visibleRect.height === frame.displayHeight &&
  frame.displayWidth % 2 === 0 &&
  frame.displayHeight % 2 === 0;
