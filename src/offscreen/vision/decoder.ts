import type { Atlas, Planes } from '../../wire/frames.ts';

/** Turns what came from a call page into pictures. */
export class Decoder {
  /** Kept: memory that was used before costs a fraction of new one. */
  #bytes = new Uint8Array(0);

  /** @returns a picture to be closed by who asked */
  async decode(atlas: Atlas): Promise<ImageBitmap> {
    if (atlas instanceof Blob) return createImageBitmap(atlas);
    const { width: codedWidth, height: codedHeight, matrix, fullRange } = atlas;
    // Primaries and transfer are taken for those of the canvas: another conversion would cost more than it changes.
    const colorSpace = { matrix, fullRange, primaries: 'bt709', transfer: 'bt709' } as const;
    const frame = new VideoFrame(this.#join(atlas), { format: 'I420', codedWidth, codedHeight, colorSpace, timestamp: 0 });
    try {
      return await createImageBitmap(frame);
    } finally {
      frame.close();
    }
  }

  /** @returns the bytes of a picture, and more behind them; true until the next call */
  #join({ pieces }: Planes): Uint8Array<ArrayBuffer> {
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
