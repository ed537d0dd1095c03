import type { Channel } from '../platform/ports.ts';
import { type ContentToEngine, type EngineToContent, type FramesMessage, PIECE_BYTES } from '../wire/frames.ts';

/** Frames as they were taken: a JPEG, or the bytes of all pictures in one piece. */
export type TakenFrames = Omit<FramesMessage, 'atlas'> & { readonly atlas: Blob | Uint8Array<ArrayBuffer> | null };

/** What a message holds is copied when it is sent, so one piece of memory serves all. */
const piece = new Uint8Array(PIECE_BYTES);

/** Sends frames, and the bytes of their pictures in pieces. Nothing of it is kept. */
export function sendFrames(channel: Channel<ContentToEngine, EngineToContent>, { atlas, ...frames }: TakenFrames): void {
  if (!atlas || atlas instanceof Blob) return channel.send({ ...frames, atlas });
  let at = 0;
  for (; at + PIECE_BYTES < atlas.length; at += PIECE_BYTES) {
    piece.set(atlas.subarray(at, at + PIECE_BYTES));
    channel.send({ type: 'piece', tick: frames.tick, bytes: piece.buffer });
  }
  channel.send({ ...frames, atlas: { bytes: atlas.length, last: atlas.slice(at).buffer } });
}
