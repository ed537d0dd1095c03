/** Fewer frames than this say nothing. */
const ENOUGH_FRAMES = 10;

/** How many of the page's own video frames are dropped: a page that cannot keep up is to be spared. */
export class DroppedFrames {
  readonly #before = new WeakMap<HTMLVideoElement, { readonly total: number; readonly dropped: number }>();

  /** @returns the share since the last call, of 1, or undefined if the page does not tell. A hidden page draws nothing,
   * which is no sign of trouble. */
  share(videos: readonly HTMLVideoElement[]): number | undefined {
    let total = 0;
    let dropped = 0;
    for (const video of videos) {
      const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
      const before = this.#before.get(video);
      this.#before.set(video, { total: totalVideoFrames, dropped: droppedVideoFrames });
      if (!before || totalVideoFrames < before.total || droppedVideoFrames < before.dropped) continue;
      total += totalVideoFrames - before.total;
      dropped += droppedVideoFrames - before.dropped;
    }
    return document.hidden || total < ENOUGH_FRAMES ? undefined : Math.min(1, dropped / total);
  }
}
