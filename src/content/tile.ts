/** A participant's tile as the page shows it right now. Lives for one tick: elements are re-used and
 * re-mounted by the page at any time. */
export interface Tile {
  /** The page's own id, prefixed by the site. */
  readonly key: string;
  readonly name: string;
  readonly self: boolean;
  readonly video: HTMLVideoElement | null;
  /** Reads the key again: frames whose tile changed owner meanwhile are thrown away. */
  readonly keyNow: () => string | null;
}

/** How a page's tiles and the state of its call are found. */
export interface TileFinder {
  readonly site: string;
  callState(): 'unsupported' | 'lobby' | 'in-call' | 'ended';
  tiles(): Tile[];
}
