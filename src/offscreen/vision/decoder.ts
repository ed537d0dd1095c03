import { type Picture, pictureOfPlanes, pictureOfRgba } from '../../core/picture.ts';
import type { Atlas, PicturePlace } from '../../wire/frames.ts';

/** Turns what came from a call page into pictures. */
export class Decoder {
  /** Kept: memory that was used before costs a fraction of new one. */
  #bytes = new Uint8Array(0);

  /** @returns the picture at each place, true until the next call */
  async decode(atlas: Atlas, places: readonly PicturePlace[]): Promise<Picture[]> {
    const planes = atlas instanceof Blob ? new Uint8Array(0) : this.#join(atlas);
    const drawn = atlas instanceof Blob ? await drawnFrom(atlas) : NOTHING_DRAWN;
    return places.map((place) => ('at' in place ? pictureOfPlanes(planes, place, place) : pictureOfRgba(drawn.data, drawn.width, place)));
  }

  /** @returns the bytes of all pieces, and more behind them; true until the next call */
  #join(pieces: readonly ArrayBuffer[]): Uint8Array {
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

/** 4 bytes a pixel, rows without gaps. */
type Drawn = Pick<ImageData, 'data' | 'width'>;
const NOTHING_DRAWN: Drawn = { data: new Uint8ClampedArray(0), width: 0 };

async function drawnFrom(jpeg: Blob): Promise<Drawn> {
  const bitmap = await createImageBitmap(jpeg);
  try {
    return pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

let context: OffscreenCanvasRenderingContext2D | null = null;

function pixelsOf(bitmap: ImageBitmap): Drawn {
  const { width, height } = bitmap;
  context ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('no 2d context');
  const { canvas } = context;
  if (canvas.width < width || canvas.height < height) Object.assign(canvas, { width, height });
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height);
}

/** The caller keeps the bitmap. */
export function pictureOfBitmap(bitmap: ImageBitmap): Picture {
  const { data, width } = pixelsOf(bitmap);
  return pictureOfRgba(data, width, { x: 0, y: 0, width, height: bitmap.height });
}
