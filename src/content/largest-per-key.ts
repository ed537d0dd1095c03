import type { Tile } from './tile.ts';
import { shownArea } from './tile-source.ts';

/** A pinned or doubled participant counts once, by the largest tile with a picture. */
export function largestPerKey(tiles: readonly Tile[]): Tile[] {
  const best = new Map<string, Tile>();
  for (const tile of tiles) {
    const other = best.get(tile.key);
    if (!other || shownArea(tile.picture) > shownArea(other.picture)) best.set(tile.key, tile);
  }
  return [...best.values()];
}
