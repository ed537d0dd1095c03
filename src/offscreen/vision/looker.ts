import { type DetectedFace, moveFace } from '../../core/blaze-face.ts';
import { blocksOf, type DetectionEffort, hasChanged, nextSearchAt, type Region, regionAround, wholeTile } from '../../core/look.ts';
import type { Picture } from '../../core/picture.ts';
import { CHROMA_PX } from '../../core/planes.ts';
import type { TileKey } from '../../wire/vision.ts';
import { findAnywhere, findNear, MINIMUM_SCORE, NEAR_SIDE, SEARCH_SIDE } from './face-finder.ts';
import type { Networks } from './networks.ts';
import { Views } from './views.ts';

/** A second face counts if it is at least this share of the largest one's height. */
const SECOND_FACE_SHARE = 0.5;
/** A tile that comes smaller or larger than before may have lost a rim (`core/planes.ts`). */
const RIM_PX = CHROMA_PX + 1;
/** A tile that is not shown for this long is forgotten. */
const FORGET_AFTER_MS = 10_000;

/** A tile's picture, and whose it is. Without a key nothing is remembered of it. */
export interface KeyedTile {
  readonly picture: Picture;
  readonly key: TileKey | null;
}

/** What is in a tile. `face` in tile px. */
export type Seen = { readonly state: 'face'; readonly face: DetectedFace } | { readonly state: 'no-face' | 'several-faces' };

/** How many looks of each kind a tick took. */
export interface LookCounts {
  readonly kept: number;
  readonly near: number;
  readonly searched: number;
}

interface Memory {
  readonly epoch: number;
  readonly width: number;
  readonly height: number;
  readonly seen: Seen;
  /** What is looked at next: around the face, or the whole tile. */
  readonly region: Region;
  /** How that looked when the tile was last detected on; null before it was looked at. */
  readonly blocks: Float32Array | null;
  readonly searchedAtMs: number;
  readonly searchAtMs: number;
  readonly shownAtMs: number;
}

/** One tile on its way through a tick. */
interface Spot {
  readonly tile: KeyedTile;
  /** What is remembered, if it still holds. */
  readonly memory: Memory | null;
  seen: Seen | null;
  region: Region;
  blocks: Float32Array | null;
  searched: boolean;
}

/** A spot whose near view is to be searched, and that view's blocks. */
interface NearLook {
  readonly spot: Spot;
  readonly blocks: Float32Array;
}

/**
 * Finds the face of each tile as cheaply as it can be found: not at all where the picture has not changed, with the
 * small network where a face was before, and with the large one on the whole tile for new, lost or several faces and
 * once in a while. Where a face lies is always said by the small network, so that a crop does not jump between the two.
 */
export class Looker {
  readonly #networks: Networks;
  readonly #near = new Views(NEAR_SIDE, true);
  readonly #whole = new Views(SEARCH_SIDE, false);
  readonly #memory = new Map<string, Memory>();

  constructor(networks: Networks) {
    this.#networks = networks;
  }

  /** @param nowMs a clock that only goes forward */
  async look(tiles: readonly KeyedTile[], nowMs: number, effort: DetectionEffort): Promise<{ seen: Seen[]; looks: LookCounts }> {
    const spots = tiles.map((tile) => this.#spotOf(tile));
    const due = spots.filter(({ memory }) => !memory || nowMs >= memory.searchAtMs);
    const known = spots.filter((spot) => !due.includes(spot));
    const { kept, near } = await this.#lookAgain(known, nowMs, effort);
    const searched = [...due, ...known.filter(({ seen }) => !seen)];
    await this.#search(searched);
    for (const spot of spots) this.#remember(spot, nowMs, effort);
    for (const [key, { shownAtMs }] of this.#memory) if (nowMs - shownAtMs > FORGET_AFTER_MS) this.#memory.delete(key);
    return {
      seen: spots.map(({ seen }) => seen ?? { state: 'no-face' }),
      looks: { kept, near, searched: searched.length },
    };
  }

  #spotOf(tile: KeyedTile): Spot {
    const { width, height } = tile.picture;
    const known = tile.key ? this.#memory.get(tile.key.track) : undefined;
    const memory = known?.epoch === tile.key?.streamEpoch ? resized(known, width, height) : null;
    return { tile, memory, seen: null, region: memory?.region ?? wholeTile(width, height), blocks: null, searched: false };
  }

  /** Looks where something was seen before. Leaves `seen` null where the whole tile has to be searched.
   * @returns how many tiles are as they were, and how many the small network looked at */
  async #lookAgain(spots: readonly Spot[], nowMs: number, effort: DetectionEffort): Promise<Pick<LookCounts, 'kept' | 'near'>> {
    this.#near.clear(spots.length);
    const changed: NearLook[] = [];
    let kept = 0;
    for (const spot of spots) {
      const { memory, tile, region } = spot;
      if (!memory) continue;
      // A view that nothing is looked for in gives its place to the next one.
      const blocks = blocksOf(this.#near.show(changed.length, tile.picture, region), NEAR_SIDE);
      const same = !hasChanged(memory.blocks, blocks);
      const isFace = memory.seen.state === 'face';
      if (same || (!isFace && nowMs - memory.searchedAtMs < effort.searchVainlyEveryMs)) {
        spot.seen = memory.seen;
        // Compared with how it was when it was detected on, so that slow changes add up.
        spot.blocks = memory.blocks;
        kept++;
      } else if (isFace) changed.push({ spot, blocks });
    }
    await this.#findNear(changed);
    return { kept, near: changed.length };
  }

  async #search(spots: readonly Spot[]): Promise<void> {
    this.#whole.clear(spots.length);
    const views = spots.map(({ tile: { picture } }, index) => this.#whole.show(index, picture, wholeTile(picture.width, picture.height)));
    const found = await findAnywhere(this.#networks, this.#whole.first(spots.length));
    const single: Spot[] = [];
    spots.forEach((spot, index) => {
      const { width, height } = spot.tile.picture;
      const whole = wholeTile(width, height);
      const faces = (found[index] ?? []).map((face) => moveFace(face, whole.side / SEARCH_SIDE, whole));
      const [first, second] = faces.filter(({ score }) => score >= MINIMUM_SCORE);
      spot.searched = true;
      const several = first && second && second.box.height >= SECOND_FACE_SHARE * first.box.height;
      const [face] = first ? [first] : faces;
      if (several || !face) {
        spot.seen = { state: several ? 'several-faces' : 'no-face' };
        spot.region = whole;
        spot.blocks = blocksOf(views[index] ?? new Float32Array(), SEARCH_SIDE);
        return;
      }
      spot.seen = first ? { state: 'face', face } : null;
      spot.region = regionAround(face, spot.memory?.seen.state === 'face' ? spot.memory.region : null);
      spot.blocks = null;
      single.push(spot);
    });
    this.#near.clear(single.length);
    const show = (spot: Spot, index: number): NearLook => ({
      spot,
      blocks: blocksOf(this.#near.show(index, spot.tile.picture, spot.region), NEAR_SIDE),
    });
    await this.#findNear(single.map(show));
    // A weak one is a face only if the small network says so too.
    for (const spot of single) {
      if (spot.seen) continue;
      spot.seen = { state: 'no-face' };
      spot.region = wholeTile(spot.tile.picture.width, spot.tile.picture.height);
    }
  }

  /** The small network, on the first near views. What it does not find stays as it was. */
  async #findNear(looks: readonly NearLook[]): Promise<void> {
    const found = await findNear(this.#networks, this.#near.first(looks.length));
    looks.forEach(({ spot, blocks }, index) => {
      const [first, second] = found[index] ?? [];
      if (!first || (second && second.box.height >= SECOND_FACE_SHARE * first.box.height)) return;
      const face = moveFace(first, spot.region.side / NEAR_SIDE, spot.region);
      spot.seen = { state: 'face', face };
      spot.blocks = blocks;
      const next = regionAround(face, spot.region);
      if (next !== spot.region) [spot.region, spot.blocks] = [next, null];
    });
  }

  #remember({ tile, memory, seen, region, blocks, searched }: Spot, nowMs: number, effort: DetectionEffort): void {
    if (!tile.key || !seen) return;
    const { track, streamEpoch: epoch } = tile.key;
    const { width, height } = tile.picture;
    const times = searched || !memory ? { searchedAtMs: nowMs, searchAtMs: nextSearchAt(nowMs, spreadOf(track), effort) } : memory;
    const { searchedAtMs, searchAtMs } = times;
    this.#memory.set(track, { epoch, width, height, seen, region, blocks, searchedAtMs, searchAtMs, shownAtMs: nowMs });
  }
}

/** A memory in the px of a tile that is now drawn larger or smaller; null if its shape is another. */
function resized(memory: Memory | undefined, width: number, height: number): Memory | null {
  if (!memory || (memory.width === width && memory.height === height)) return memory ?? null;
  const scale = width / memory.width;
  if (Math.abs(memory.height * scale - height) > RIM_PX) return null;
  const { seen, region } = memory;
  return {
    ...memory,
    width,
    height,
    seen: seen.state === 'face' ? { state: 'face', face: moveFace(seen.face, scale, { x: 0, y: 0 }) } : seen,
    region: { x: region.x * scale, y: region.y * scale, side: region.side * scale },
  };
}

/** A number in [0, 1) that stays the same for a track. FNV-1a (Fowler, Noll, Vo), so that similar tracks lie far apart. */
function spreadOf(track: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < track.length; i++) value = Math.imul(value ^ track.charCodeAt(i), 0x01000193);
  // The last characters differ most and reach the upper bits last.
  return (Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0) / 2 ** 32;
}
