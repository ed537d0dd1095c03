import { type Picture, pictureOfPlanes, pictureOfRgba } from '../../core/picture.ts';
import { planePlaces } from '../../core/planes.ts';
import type { Atlas, Planes } from '../../wire/frames.ts';

/** Turns what came from a call page into pictures. */
export class Decoder {
  /** Kept: memory that was used before costs a fraction of new one. */
  #bytes = new Uint8Array(0);

  /** @returns a picture, true until the next call */
  async decode(atlas: Atlas): Promise<Picture> {
    if (!(atlas instanceof Blob)) return pictureOfPlanes(this.#join(atlas), planePlaces(atlas.width, atlas.height, { x: 0, y: 0 }), atlas);
    const bitmap = await createImageBitmap(atlas);
    try {
      return pictureOfBitmap(bitmap);
    } finally {
      bitmap.close();
    }
  }

  /** @returns the bytes of a picture, and more behind them; true until the next call */
  #join({ pieces }: Planes): Uint8Array {
    const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      this.#bytes.set(new Uint8Array(piece), at);
      at += piece.byteLength;
    }
    return this.#bytes;
  }
}

let context: OffscreenCanvasRenderingContext2D | null = null;

/** The caller keeps the bitmap. */
export function pictureOfBitmap(bitmap: ImageBitmap): Picture {
  const { width, height } = bitmap;
  context ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('no 2d context');
  const { canvas } = context;
  if (canvas.width < width || canvas.height < height) Object.assign(canvas, { width, height });
  context.drawImage(bitmap, 0, 0);
  return pictureOfRgba(context.getImageData(0, 0, width, height).data, width);
}
