import type { PageHealth } from '../wire/frames.ts';
import type { NumberedFinder } from './numbered-finder.ts';
import { picturesIn } from './page-pictures.ts';
import type { Tile, TileFinder } from './tile.ts';
import { pictureOf, videoSource } from './tile-source.ts';

/** A page that hides its tiles or names for this long has changed. */
const MISSING_MS = 10_000;
/** A smaller canvas (CSS px) is no call's. */
const SMALLEST_CANVAS = { width: 320, height: 180 };

/**
 * Finds tiles by a site's declaration for as long as it fits. A site changes its page without notice: then people are
 * numbered in reading order, and the page's health says so.
 * @param numbers finds the tiles without the declaration
 * @param documents those that hold the call
 * @param numbered what somebody without a name is called
 */
export function withFallback(
  declared: TileFinder,
  numbers: NumberedFinder,
  documents: () => readonly Document[],
  numbered: (number: number) => string,
): TileFinder {
  let health: PageHealth = 'well';
  let missingSinceMs: number | null = null;
  const labels = new Map<string, string>();
  const labelled = (tile: Tile): Tile => {
    const name = labels.get(tile.key) ?? numbered(labels.size + 1);
    labels.set(tile.key, name);
    return { ...tile, name };
  };
  const become = (now: PageHealth) => {
    health = now;
    if (now === 'well') missingSinceMs = null;
  };

  return {
    site: declared.site,
    get knowsOwnTile() {
      return declared.knowsOwnTile && health !== 'tiles-missing';
    },
    health: () => health,
    callState: () => declared.callState(),
    tiles() {
      const found = declared.tiles();
      // Nobody is to be seen at all: that is a quiet call, not a changed page.
      if (found.some(({ name }) => name !== '') || (found.length === 0 && !documents().some(showsSomebody))) {
        become('well');
        return found;
      }
      missingSinceMs ??= performance.now();
      if (performance.now() - missingSinceMs >= MISSING_MS) become(found.length > 0 ? 'names-missing' : 'tiles-missing');
      if (health === 'well') return found;
      return found.length > 0 ? found.map(labelled) : numbers.tiles();
    },
    rest() {
      declared.rest();
      numbers.rest();
      labels.clear();
      become('well');
    },
  };
}

function showsSomebody(page: Document): boolean {
  const { videos, canvases } = picturesIn(page);
  const isLive = (video: HTMLVideoElement) => {
    const source = videoSource(video, '');
    return source !== null && pictureOf(source)?.region !== undefined;
  };
  return (
    videos.some(isLive) ||
    canvases.some(({ clientWidth, clientHeight }) => clientWidth >= SMALLEST_CANVAS.width && clientHeight >= SMALLEST_CANVAS.height)
  );
}
