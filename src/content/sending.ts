import type { Channel } from '../platform/ports.ts';
import { type ContentToEngine, type EngineToContent, type FramesMessage, PIECE_BYTES } from '../wire/frames.ts';

/** Frames as they were taken: a JPEG, or the bytes of all pictures in one piece. */
export type TakenFrames = Omit<FramesMessage, 'atlas'> & { readonly atlas: Blob | Uint8Array<ArrayBuffer> | null };

/** What a message holds is copied when it is sent, so one piece of memory serves all. */
const piece = new Uint8Array(PIECE_BYTES);

/** Sends frames, and before them the bytes of their pictures in pieces. Nothing of it is kept. */
export function sendFrames(channel: Channel<ContentToEngine, EngineToContent>, { atlas, ...frames }: TakenFrames): void {
  if (!atlas || atlas instanceof Blob) return channel.send({ ...frames, atlas });
  const { tick } = frames;
  for (let at = 0; at < atlas.length; at += PIECE_BYTES) {
    const part = atlas.subarray(at, at + PIECE_BYTES);
    const isWhole = part.length === PIECE_BYTES;
    if (isWhole) piece.set(part);
    channel.send({ type: 'piece', tick, bytes: isWhole ? piece.buffer : part.slice().buffer });
  }
  channel.send({ ...frames, atlas: { bytes: atlas.length } });
}
