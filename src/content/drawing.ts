import type { Region, TileSource } from './tile-source.ts';
import { elementOf } from './tile-source.ts';

type Context = OffscreenCanvasRenderingContext2D;

/** Draws the sources of one tick. A shared canvas is copied once, not once for each of its tiles. */
export class Drawing {
  readonly #sheets = new Map<HTMLCanvasElement, OffscreenCanvas>();
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns false for broken media: "can't read this tile" */
  draw(source: TileSource, from: Region, to: Region): boolean {
    try {
      const image = source.kind === 'video' ? source.video : this.#sheetOf(source.canvas);
      this.#context.drawImage(image, from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height);
      return true;
    } catch {
      return false;
    }
  }

  #sheetOf(canvas: HTMLCanvasElement): OffscreenCanvas {
    const known = this.#sheets.get(canvas);
    if (known) return known;
    const sheet = new OffscreenCanvas(canvas.width, canvas.height);
    sheet.getContext('2d', { alpha: false })?.drawImage(canvas, 0, 0);
    this.#sheets.set(canvas, sheet);
    return sheet;
  }
}

/** Whether the page may be kept from its pixels: media of another origin taint whatever they are drawn on.
 * Reads one pixel back, so only for finding out what spoilt a picture. */
export function taints(source: TileSource): boolean {
  const probe = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  try {
    probe?.drawImage(elementOf(source), 0, 0, 1, 1);
    probe?.getImageData(0, 0, 1, 1);
    return false;
  } catch {
    return true;
  }
}
