import type { TileSource } from './tile-source.ts';

/** A participant's tile as the page shows it right now. Lives for one tick: elements are re-used and
 * re-mounted by the page at any time. */
export interface Tile {
  /** The page's own id, prefixed by the site. */
  readonly key: string;
  readonly name: string;
  readonly self: boolean;
  /** Null where the page does not tell. */
  readonly speaking: boolean | null;
  readonly muted: boolean | null;
  /** Where its picture is; null while the camera is off. */
  readonly source: TileSource | null;
  /** Reads owner, name and picture again: false if any of them changed or the tile is gone. */
  readonly stillSame: () => boolean;
}

/** How a page's tiles and the state of its call are found. */
export interface TileFinder {
  readonly site: string;
  /** Whether the user's own tile can be told from the others. */
  readonly knowsOwnTile: boolean;
  callState(): 'unsupported' | 'lobby' | 'in-call' | 'ended';
  tiles(): Tile[];
  /** Watching is over: stops following the page until the next {@link tiles}. */
  rest(): void;
}
