import type { Picture } from './tile-source.ts';

/** Fewer frames than this say nothing. */
const ENOUGH_FRAMES = 10;

interface Counted {
  readonly total: number;
  readonly dropped: number;
  /** Share that was dropped before anything was drawn from this video. */
  readonly usual: number;
}

/**
 * How many more of its own video frames the page drops than before it was watched: a page that cannot keep up is to be
 * spared. Some pages always drop some, such as those of tiles that are hardly in view.
 */
export class DroppedFrames {
  readonly #before = new WeakMap<HTMLVideoElement, Counted>();

  /** @returns the additional share since the last call, of 1, or undefined if the page does not tell. A hidden page draws
   * nothing, which is no sign of trouble. */
  share(pictures: readonly Picture[]): number | undefined {
    let frames = 0;
    let additional = 0;
    for (const { source, counts } of pictures) {
      if (source.kind === 'canvas' || !counts) continue;
      const { video } = source;
      const { totalVideoFrames: total, droppedVideoFrames: dropped } = counts;
      const before = this.#before.get(video);
      // A new stream counts from the beginning.
      const known = before && total >= before.total && dropped >= before.dropped ? before : null;
      if (known) {
        frames += total - known.total;
        additional += dropped - known.dropped - known.usual * (total - known.total);
      }
      if (known || total >= ENOUGH_FRAMES) this.#before.set(video, { total, dropped, usual: known?.usual ?? dropped / total });
    }
    return document.hidden || frames < ENOUGH_FRAMES ? undefined : Math.min(1, Math.max(0, additional / frames));
  }
}
