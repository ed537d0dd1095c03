import type { FrameTile } from '../wire/frames.ts';
import type { Tile } from './tile.ts';
import { hasPicture, mediaTimeOf, placeOf, sizeOf, streamOf, type TileSource } from './tile-source.ts';

/** A picture that has not moved on for this long is stalled. */
const STALLED_MS = 4_000;
/** After its owner, name or stream changed, a tile is left out for this long: a call page changes
 * them one after the other, and what the video shows may be the last to follow. */
const SETTLE_MS = 1_000;
/** A tile that only moved on a shared canvas: the picture follows within a few frames. */
const MOVED_MS = 600;
/** A participant who is not on the page is remembered for this long, so that a re-mounted tile is no new person. */
const REMEMBER_MS = 10_000;

interface Memory {
  readonly name: string;
  readonly stream: string;
  readonly place: string;
  readonly namedAtMs: number;
  readonly streamedAtMs: number;
  readonly placedAtMs: number;
  readonly mediaTime: number | null;
  readonly movedAtMs: number;
  readonly scan: number;
  readonly seenAtMs: number;
}

/** What one scan found of one tile. */
export interface TileLook {
  readonly tile: Tile;
  readonly state: FrameTile['state'];
  readonly stream: string;
  /** Changes with the participant's stream. */
  readonly epoch: number;
}

/** Remembers per participant, without holding on to any element, what changed when. */
export class TileMemory {
  readonly #memory = new Map<string, Memory>();
  #scans = 0;

  /** Takes in one scan of the page. @returns the tiles whose owner is beyond doubt */
  look(tiles: readonly Tile[], nowMs: number): TileLook[] {
    this.#scans++;
    const settled = tiles.flatMap((tile) => this.#lookAt(tile, nowMs));
    for (const [key, { seenAtMs }] of this.#memory) if (nowMs - seenAtMs > REMEMBER_MS) this.#memory.delete(key);
    return settled;
  }

  #lookAt(tile: Tile, nowMs: number): TileLook[] {
    const { source, stream } = pictureOf(tile);
    const before = this.#memory.get(tile.key);
    const wasThere = before?.scan === this.#scans - 1;
    const place = source ? placeOf(source) : '';
    const sameStream = before?.stream === stream;
    const mediaTime = source ? mediaTimeOf(source) : null;
    const stands = sameStream && mediaTime !== null && before.mediaTime === mediaTime;
    const now: Memory = {
      name: tile.name,
      stream,
      place,
      namedAtMs: wasThere && before.name === tile.name ? before.namedAtMs : nowMs,
      streamedAtMs: wasThere && sameStream ? before.streamedAtMs : nowMs,
      placedAtMs: wasThere && before.place === place ? before.placedAtMs : nowMs,
      mediaTime,
      movedAtMs: stands ? before.movedAtMs : nowMs,
      scan: this.#scans,
      seenAtMs: nowMs,
    };
    this.#memory.set(tile.key, now);
    // By owner and stream, not by element: a tile that is mounted anew is the same person.
    const epoch = hash(`${tile.key}|${stream}`);
    if (nowMs - now.namedAtMs < SETTLE_MS) return [];
    if (!source) return [{ tile, state: 'camera-off', stream, epoch }];
    if (nowMs - now.streamedAtMs < SETTLE_MS || nowMs - now.placedAtMs < MOVED_MS) return [];
    const stale = nowMs - now.movedAtMs > STALLED_MS;
    const state = sizeOf(source) === null ? (stale || source.kind === 'canvas' ? 'unreadable' : 'stalled') : stale ? 'stalled' : 'live';
    return [{ tile, state, stream, epoch }];
  }
}

/** What a tile shows now; no source while its camera is off. */
export function pictureOf({ source }: Tile): { readonly source: TileSource | null; readonly stream: string } {
  return source && hasPicture(source) ? { source, stream: streamOf(source) } : { source: null, stream: 'off' };
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): equal for equal texts, and enough to notice a change. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
