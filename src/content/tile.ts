import type { PageHealth } from '../wire/frames.ts';
import type { Picture } from './tile-source.ts';

/** A participant's tile as the page shows it right now. Lives for one tick: elements are re-used and
 * re-mounted by the page at any time. */
export interface Tile {
  /** The page's own id, prefixed by the site. */
  readonly key: string;
  /** Whether the tile itself carries that id; else it was concluded, and the page may mean somebody else in a moment. */
  readonly certain: boolean;
  readonly element: Element;
  readonly name: string;
  readonly self: boolean;
  /** Null where the page does not tell. */
  readonly speaking: boolean | null;
  readonly muted: boolean | null;
  /** Null while the camera is off. */
  readonly picture: Picture | null;
  /** Reads owner, name and picture again: false if any of them changed or the tile is gone. */
  readonly stillSame: (nowMs: number) => boolean;
}

/** How a page's tiles and the state of its call are found. */
export interface TileFinder {
  readonly site: string;
  /** Whether the user's own tile can be told from the others. */
  readonly knowsOwnTile: boolean;
  callState(): 'unsupported' | 'lobby' | 'in-call' | 'ended';
  tiles(): Tile[];
  /** Whether the page still is what its site's declaration says. */
  health(): PageHealth;
  /** Watching is over: stops following the page until the next {@link tiles}. */
  rest(): void;
}
