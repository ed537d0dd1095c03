import type { AtlasRect } from '../../core/atlas.ts';
import type { Region } from '../../core/look.ts';
import { signedRgbFromRgba } from '../../core/standardise.ts';

/** Square views into tiles, drawn below each other into one canvas, so that any number costs a single read-back. */
export class ViewSheet {
  readonly side: number;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #smoothing: 'low' | 'medium';
  #views = 0;

  /** @param side of a view in px
   * @param smoothing of what is drawn smaller: `low` is bilinear, as MediaPipe shows pictures to its networks */
  constructor(side: number, smoothing: 'low' | 'medium') {
    this.#smoothing = smoothing;
    this.side = side;
    this.#canvas = new OffscreenCanvas(side, side);
    const context = this.#canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context) throw new Error('no 2d context');
    this.#context = context;
  }

  /** Empties the sheet, to black, and makes room for `capacity` views. */
  clear(capacity: number): void {
    this.#views = 0;
    this.#canvas.height = this.side * Math.max(1, capacity);
    this.#context.imageSmoothingQuality = this.#smoothing;
  }

  /** Draws a region of a tile; what lies outside the tile stays black. */
  add(atlas: ImageBitmap, tile: AtlasRect, region: Region): void {
    const top = this.#views++ * this.side;
    const left = Math.max(0, region.x);
    const upper = Math.max(0, region.y);
    const width = Math.min(tile.width, region.x + region.side) - left;
    const height = Math.min(tile.height, region.y + region.side) - upper;
    if (width <= 0 || height <= 0) return;
    const scale = this.side / region.side;
    this.#context.drawImage(
      atlas,
      tile.x + left,
      tile.y + upper,
      width,
      height,
      (left - region.x) * scale,
      top + (upper - region.y) * scale,
      width * scale,
      height * scale,
    );
  }

  /** The pixels of each view, in the order in which they were added. */
  read(): Uint8ClampedArray[] {
    if (this.#views === 0) return [];
    const bytes = this.side * this.side * 4;
    const { data } = this.#context.getImageData(0, 0, this.side, this.side * this.#views);
    return Array.from({ length: this.#views }, (_, index) => data.subarray(index * bytes, (index + 1) * bytes));
  }
}

/** Pixels of views as a network's input. */
export function inputOf(views: readonly Uint8ClampedArray[], side: number): Float32Array {
  const size = side * side * 3;
  const input = new Float32Array(views.length * size);
  views.forEach((view, index) => signedRgbFromRgba(view, input, index * size));
  return input;
}
