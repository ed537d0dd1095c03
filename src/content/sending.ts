import type { Channel } from '../platform/ports.ts';
import { type ContentToEngine, type EngineToContent, type FramesMessage, PIECE_BYTES, type PlanesHead } from '../wire/frames.ts';

/** A picture of planes whose bytes are in one piece. */
export type CopiedPlanes = PlanesHead & { readonly bytes: Uint8Array<ArrayBuffer> };
/** Frames as they were taken. */
export type TakenFrames = Omit<FramesMessage, 'atlas'> & { readonly atlas: Blob | CopiedPlanes | null };

/** What a message holds is copied when it is sent, so one piece of memory serves all. */
const piece = new Uint8Array(PIECE_BYTES);

/** Sends frames, a picture of planes in pieces before them. Nothing of it is kept. */
export function sendFrames(channel: Channel<ContentToEngine, EngineToContent>, { atlas, ...frames }: TakenFrames): void {
  if (!atlas || atlas instanceof Blob) return channel.send({ ...frames, atlas });
  const { bytes, ...head } = atlas;
  const { tick } = frames;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const part = bytes.subarray(at, at + PIECE_BYTES);
    const isWhole = part.length === PIECE_BYTES;
    if (isWhole) piece.set(part);
    channel.send({ type: 'piece', tick, bytes: isWhole ? piece.buffer : part.slice().buffer });
  }
  channel.send({ ...frames, atlas: head });
}
