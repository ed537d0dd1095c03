import { tileSidePx } from '../core/atlas.ts';
import { CHROMA_PX, inARow, type PlanarPlace, planePlaces, type PlanePlace, shrunk, type Size, stepFor } from '../core/planes.ts';
import { planesFromRgb, RGB_COLOURS } from '../core/rgb-planes.ts';
import { copyPlane, halve, type Plane, takeQuarter, takeThird, takeTwoSevenths, takeTwoThirds, thin } from '../core/shrinking.ts';
import { MAXIMUM_ATLAS_BYTES, type Planes } from '../wire/frames.ts';
import type { BufferPool } from './buffer-pool.ts';
import { type FrameKind, kindOf, mostlyTurned } from './video-frames.ts';

/** Longest side that is enough however few are asked for: sending a megabyte costs more of the page's thread than all the rest. */
const ENOUGH_PX = 320;

/** Rows of a frame in memory begin at multiples of this, so that those of its colours begin at words too. */
const WORD = 8;

/** A frame, and the size that it gets. */
interface Part<Key> {
  readonly key: Key;
  readonly frame: VideoFrame;
  readonly kind: FrameKind;
  readonly step: number;
  readonly size: Size;
}

/**
 * Takes frames by copying their bytes, without drawing: a decoded frame has its planes in memory, while a canvas turns each
 * into RGB in the page's thread (without a graphics card), and encodes in its idle time.
 */
export class Copying {
  readonly #buffers: BufferPool;
  #scratch = new ArrayBuffer(0);

  /** @param buffers where the memory of pictures comes from */
  constructor(buffers: BufferPool) {
    this.#buffers = buffers;
  }

  /**
   * @param frames by what they are called in the answer; the caller closes them
   * @param sidePxOf longest side in px that is enough for one of them, where that is known
   * @returns the pictures one after the other; null if one of them has to be drawn, or all together would be too large. Frames
   * too small to show anything get no place
   */
  async copy<Key>(
    frames: ReadonlyMap<Key, VideoFrame>,
    sidePxOf: (key: Key) => number | undefined = () => undefined,
  ): Promise<{ bytes: Uint8Array<ArrayBuffer>; places: ReadonlyMap<Key, Planes> } | null> {
    const enoughPx = Math.min(tileSidePx(frames.size), ENOUGH_PX);
    const parts: Part<Key>[] = [];
    for (const [key, frame] of frames) {
      const kind = kindOf(frame);
      if (!kind) return null;
      const step = stepFor(kind, Math.min(enoughPx, sidePxOf(key) ?? enoughPx));
      const size = shrunk(kind, step);
      if (Math.min(size.width, size.height) > 0) parts.push({ key, frame, kind, step, size });
    }
    if (parts.length === 0) return { bytes: new Uint8Array(0), places: new Map() };
    const row = inARow(parts.map(({ size }) => size));
    if (mostlyTurned(parts.map(({ kind }) => kind)) || row.bytes > MAXIMUM_ATLAS_BYTES) return null;
    // Never one that is in use: what is held back must not be written over by the next.
    const bytes = this.#buffers.take(row.bytes);
    const places = new Map<Key, Planes>();
    for (const [index, part] of parts.entries()) {
      const place = row.places[index];
      if (!place) continue;
      const { colours } = part.kind;
      await (colours ? this.#shrink(part, bytes, place) : this.#turn(part, bytes, place));
      places.set(part.key, { ...place, ...(colours ?? RGB_COLOURS) });
    }
    return { bytes: new Uint8Array(bytes, 0, row.bytes), places };
  }

  /** Copies a frame beside, and makes its planes smaller from there to their place. */
  async #shrink({ frame, kind, step, size }: Part<unknown>, into: ArrayBuffer, place: PlanarPlace): Promise<void> {
    const [luma, ...chroma] = planePlaces(place);
    const { width, height } = kind;
    const row = WORD * Math.ceil(width / WORD);
    const colourRow = row / 2;
    const end = row * height;
    const colours = (colourRow * height) / 2;
    const isPaired = kind.format === 'NV12';
    const scratch = this.#scratchOf(end + 2 * colours);
    const own = { offset: 0, stride: row };
    await frame.copyTo(scratch, {
      layout: isPaired
        ? [own, { offset: end, stride: row }]
        : [own, { offset: end, stride: colourRow }, { offset: end + colours, stride: colourRow }],
    });
    const from = planeIn(scratch, own);
    const target = planeIn(into, luma);
    if (step === 1) copyPlane(from, target, size.width, size.height);
    else if (step === 1.5) takeTwoThirds(from, target, size.width, size.height);
    else if (step % 3.5 === 0) takeTwoSevenths(this.#halved(from, step / 3.5, kind), target, size.width, size.height);
    else if (step % 3 === 0) takeThird(this.#halved(from, step / 3, kind), target, size.width, size.height);
    else if (step % 4 === 0) takeQuarter(this.#halved(from, step / 4, kind), target, size.width, size.height);
    else halve(from, target, size.width, size.height);
    const bytes = new Uint8Array(scratch);
    for (const [index, plane] of chroma.entries()) {
      const source = isPaired
        ? { offset: end + index, stride: row, pitch: 2 }
        : { offset: end + index * colours, stride: colourRow, pitch: 1 };
      thin(bytes, source, new Uint8Array(into), plane, (CHROMA_PX / 2) * step, {
        width: size.width / CHROMA_PX,
        height: size.height / CHROMA_PX,
      });
    }
  }

  /** Halves a frame's plane where it is. */
  #halved(plane: Plane, times: number, { width, height }: FrameKind): Plane {
    for (let step = 2; step <= times; step *= 2) halve(plane, plane, Math.floor(width / step), Math.floor(height / step));
    return plane;
  }

  /** Makes planes of a frame as RGB: as it is in memory, or as the browser turns it. */
  async #turn({ frame, kind, step }: Part<unknown>, into: ArrayBuffer, place: PlanarPlace): Promise<void> {
    const { width: rowPx, height, format } = kind;
    const scratch = this.#scratchOf(4 * rowPx * height);
    const isRgb = format === 'RGBX' || format === 'BGRX';
    const layout = [{ offset: 0, stride: 4 * rowPx }];
    await frame.copyTo(scratch, isRgb ? { layout } : { layout, format: 'RGBX' });
    planesFromRgb({ pixels: new Uint32Array(scratch), rowPx, blueFirst: format === 'BGRX' }, step, new Uint8Array(into), place);
  }

  /** Memory for one frame, used again for the next. */
  #scratchOf(bytes: number): ArrayBuffer {
    if (this.#scratch.byteLength < bytes) this.#scratch = new ArrayBuffer(Math.ceil(bytes / 4) * 4);
    return this.#scratch;
  }
}

const planeIn = (buffer: ArrayBuffer, { offset, stride }: PlanePlace): Plane => ({
  words: new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4)),
  offset: offset / 4,
  stride: stride / 4,
});
