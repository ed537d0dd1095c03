import { planesBytes } from '../core/planes.ts';
import { type ContentToEngine, type Frames, type FramesMessage, MAXIMUM_ATLAS_BYTES } from '../wire/frames.ts';

/** Puts frames and the pieces of their pictures together. All but the last come before the frames that they belong to. */
export class FrameAssembly {
  #tick = 0;
  #pieces: ArrayBuffer[] = [];
  #bytes = 0;

  /** @returns the frames once they are complete; null for a piece, and for frames whose pieces do not hold their pictures */
  take(message: ContentToEngine): Frames | null {
    if (message.tick !== this.#tick) this.#begin(message.tick);
    if (message.type === 'piece') {
      this.#bytes += message.bytes.byteLength;
      if (this.#bytes <= MAXIMUM_ATLAS_BYTES) this.#pieces.push(message.bytes);
      return null;
    }
    const [pieces, bytes] = [this.#pieces, this.#bytes];
    this.#begin(message.tick);
    const { atlas, ...frames } = message;
    if (!atlas || atlas instanceof Blob) return holdsNoPlanes(message) ? { ...frames, atlas } : null;
    const { last } = atlas;
    const isComplete = bytes + last.byteLength === atlas.bytes && holdsPlanes(message, atlas.bytes);
    return isComplete ? { ...frames, atlas: [...pieces, last] } : null;
  }

  #begin(tick: number): void {
    this.#tick = tick;
    this.#pieces = [];
    this.#bytes = 0;
  }
}

const holdsNoPlanes = ({ tiles }: FramesMessage) => tiles.every(({ place }) => !place || !('at' in place));

const holdsPlanes = ({ tiles }: FramesMessage, bytes: number) =>
  tiles.every(({ place }) => !place || ('at' in place && place.at + planesBytes(place) <= bytes));
