// How long is waited for whom, and how often something is tried again: all of it in one place.

/** A vision worker that does not answer for this long hangs: 3 s, and a little for each tile above nine. */
export const visionAnswerMs = (tiles: number): number => 3_000 + 100 * Math.max(0, tiles - 9);
/** Its first answer may take longer: caches are cold, shaders are compiled. */
export const FIRST_VISION_ANSWER_MS = 30_000;
/** A thorough search of a picture takes tens of looks, of which each may take as long as a tile. */
export const PICTURE_SEARCH_MS = 60_000;

/** A vision worker that was lost is replaced, but not more often than this. */
export const REBUILDS = { most: 2, withinMs: 10 * 60_000 } as const;

/** Whether a worker may be replaced once more.
 * @param lostAtMs when workers were lost before */
export function mayRebuild(lostAtMs: readonly number[], nowMs: number): boolean {
  return lostAtMs.filter((atMs) => Math.abs(nowMs - atMs) < REBUILDS.withinMs).length < REBUILDS.most;
}

/** A call page that does not answer a tick for this long is asked again. */
export const PAGE_ANSWER_MS = 3_000;
/** A call page that has not answered anything for this long is frozen or asleep. */
export const PAGE_SILENT_MS = 10_000;
