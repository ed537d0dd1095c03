import type { FrameTile } from '../wire/frames.ts';
import type { Tile } from './tile.ts';
import type { Picture } from './tile-source.ts';

/** A picture that has not moved on for this long is stalled. */
const STALLED_MS = 4_000;
/** A tile that is given another owner, name or stream is left out for this long: a page changes them one after the
 * other, and what the video shows may be the last to follow. */
const CHANGED_MS = 1_000;
/** So is a tile that was mounted with a stream of its own, or moved on a shared canvas, which follows within a few frames. */
const MOUNTED_MS = 400;
/** A participant who is not on the page is remembered for this long, so that a re-mounted tile is no new person. */
const REMEMBER_MS = 10_000;
/** Streams whose last owner is remembered. */
const MOST_CARRIERS = 1_000;

/** What a tile's element said when it was last looked at. */
interface Occupancy {
  readonly key: string;
  readonly name: string;
  readonly stream: string;
  readonly scan: number;
  readonly settledAtMs: number;
}

/** What is known of a participant. */
interface Memory {
  readonly name: string;
  readonly stream: string;
  /** By owner and stream, not by element: a tile that is mounted anew is the same person. */
  readonly epoch: number;
  readonly place: string;
  readonly placedAtMs: number;
  readonly frameMark: number | null;
  readonly movedAtMs: number;
  readonly scan: number;
  readonly seenAtMs: number;
}

/** What one scan found of one tile. */
export interface TileLook {
  readonly tile: Tile;
  readonly state: FrameTile['state'];
  /** Changes with the participant's stream. */
  readonly epoch: number;
}

/** Remembers what changed when, per participant and per element, without holding on to any element. */
export class TileMemory {
  readonly #people = new Map<string, Memory>();
  readonly #occupancies = new WeakMap<Element, Occupancy>();
  readonly #owners = new Map<string, string>();
  #scans = 0;

  /** Takes in one scan of the page. @returns the tiles whose owner is beyond doubt */
  look(tiles: readonly Tile[], nowMs: number): TileLook[] {
    this.#scans++;
    const settled = tiles.flatMap((tile) => this.#lookAt(tile, nowMs));
    for (const [key, { seenAtMs }] of this.#people) if (nowMs - seenAtMs > REMEMBER_MS) this.#people.delete(key);
    return settled;
  }

  #lookAt(tile: Tile, nowMs: number): TileLook[] {
    const { key, name, picture } = tile;
    const stream = picture?.stream ?? 'off';
    const before = this.#people.get(key);
    const settledAtMs = this.#settledAt(tile, before, nowMs);

    const wasThere = before?.scan === this.#scans - 1;
    const place = picture?.source.kind === 'canvas' ? Object.values(picture.region ?? {}).join() : '';
    const placedAtMs = wasThere && before.place === place ? before.placedAtMs : nowMs;
    const frameMark = picture?.frameMark ?? null;
    const stands = before?.stream === stream && frameMark !== null && before.frameMark === frameMark;
    const movedAtMs = stands ? before.movedAtMs : nowMs;
    const epoch = before?.stream === stream ? before.epoch : hash(`${key}|${stream}`);
    this.#people.set(key, { name, stream, epoch, place, placedAtMs, frameMark, movedAtMs, scan: this.#scans, seenAtMs: nowMs });

    if (nowMs < settledAtMs || (place !== '' && nowMs - placedAtMs < MOUNTED_MS)) return [];
    return [{ tile, state: picture ? stateOf(picture, nowMs - movedAtMs > STALLED_MS) : 'camera-off', epoch }];
  }

  /** When a tile's owner, name and stream can be believed. */
  #settledAt(tile: Tile, before: Memory | undefined, nowMs: number): number {
    const { element, key, name, picture } = tile;
    const stream = picture?.stream ?? 'off';
    const was = this.#occupancies.get(element);
    const stayed = was?.scan === this.#scans - 1 && was.key === key && was.name === name;
    let settledAtMs: number;
    if (stayed && (was.stream === stream || !picture)) settledAtMs = was.settledAtMs;
    else if (!was && before?.scan === this.#scans - 1 && before.name === name && before.stream === stream) settledAtMs = nowMs;
    else {
      const changed = was !== undefined && !(stayed && was.stream === 'off');
      const doubtful = changed || !tile.certain || (before !== undefined && before.name !== name) || this.#isAnothers(picture, key);
      settledAtMs = Math.max(was?.settledAtMs ?? 0, nowMs + (doubtful ? CHANGED_MS : MOUNTED_MS));
    }
    this.#occupancies.set(element, { key, name, stream, scan: this.#scans, settledAtMs });
    if (picture) this.#own(picture.carrier, key);
    return settledAtMs;
  }

  /** Whether the picture comes the way somebody else's came last. */
  #isAnothers(picture: Picture | null, key: string): boolean {
    const owner = picture && this.#owners.get(picture.carrier);
    return typeof owner === 'string' && owner !== key;
  }

  #own(carrier: string, key: string): void {
    this.#owners.delete(carrier);
    this.#owners.set(carrier, key);
    if (this.#owners.size <= MOST_CARRIERS) return;
    const oldest = this.#owners.keys().next();
    if (!oldest.done) this.#owners.delete(oldest.value);
  }
}

function stateOf({ source, region, fault }: Picture, stale: boolean): FrameTile['state'] {
  if (fault) return fault === 'standing' ? 'stalled' : 'unreadable';
  if (region) return stale ? 'stalled' : 'live';
  return stale || source.kind === 'canvas' ? 'unreadable' : 'stalled';
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): equal for equal texts, and enough to notice a change. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
