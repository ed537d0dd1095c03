import type { FrameTile } from '../wire/frames.ts';

/** A picture that has not moved on for this long is stalled. */
const STALLED_MS = 4_000;

interface Memory {
  readonly fingerprint: string;
  readonly mediaTime: number;
  readonly movedAtMs: number;
}

/** Remembers, per video element and without holding on to it, whether its stream changed or stands still. */
export class StreamMemory {
  #memory = new WeakMap<HTMLVideoElement, Memory>();

  /**
   * @param owner key of the participant whom the element shows now
   * @returns the tile's state, and a number that changes with owner or stream
   */
  look(video: HTMLVideoElement | null, owner: string, nowMs: number): { state: FrameTile['state']; epoch: number } {
    if (!video || !hasPicture(video)) return { state: 'camera-off', epoch: 0 };
    const fingerprint = `${owner}|${streamId(video)}`;
    // By owner and stream, not by element: a tile that is mounted anew is the same person.
    const epoch = hash(fingerprint);
    const before = this.#memory.get(video);
    const same = before?.fingerprint === fingerprint ? before : null;
    const moved = !same || same.mediaTime !== video.currentTime;
    const now: Memory = {
      fingerprint,
      mediaTime: video.currentTime,
      movedAtMs: moved ? nowMs : same.movedAtMs,
    };
    this.#memory.set(video, now);
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth < 2 || video.videoHeight < 2) {
      return { state: nowMs - now.movedAtMs > STALLED_MS ? 'unreadable' : 'stalled', epoch };
    }
    return { state: nowMs - now.movedAtMs > STALLED_MS ? 'stalled' : 'live', epoch };
  }
}

/** Camera off hides the video first and takes its stream a moment later. */
function hasPicture(video: HTMLVideoElement): boolean {
  if (!video.srcObject && !video.currentSrc) return false;
  const view = video.ownerDocument.defaultView;
  if (video.getClientRects().length === 0 || view?.getComputedStyle(video).visibility === 'hidden') return false;
  const tracks = videoTracks(video);
  return tracks === null || tracks.some((track) => track.readyState === 'live');
}

function videoTracks(video: HTMLVideoElement): MediaStreamTrack[] | null {
  return video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : null;
}

function streamId(video: HTMLVideoElement): string {
  const tracks = videoTracks(video);
  return tracks ? tracks.map((track) => track.id).join() : video.currentSrc;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): equal for equal texts, and enough to notice a change. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
