import { type AtlasRect, layoutAtlas, tileSidePx } from '../core/atlas.ts';
import { HOLD_MS, MAXIMUM_TILES, type ContentToEngine, type FrameTile } from '../wire/frames.ts';
import { DroppedFrames } from './dropped-frames.ts';
import { Drawing, taints } from './drawing.ts';
import type { Tile } from './tile.ts';
import { type TileLook, TileMemory } from './tile-memory.ts';
import { elementOf } from './tile-source.ts';

/** Good enough that expressions survive, small enough to cost little on the way. */
const JPEG_QUALITY = 0.85;

interface Atlas {
  readonly blob: Blob | null;
  /** Where each tile that could be drawn lies. */
  readonly rects: ReadonlyMap<Tile, AtlasRect>;
}

/** Puts the newest frame of every tile into one picture. Nothing is read back in the page's thread:
 * drawing and JPEG encoding happen elsewhere. */
export class Capture {
  readonly #memory = new TileMemory();
  readonly #droppedFrames = new DroppedFrames();
  /** Media that spoil the whole picture, and their stream then. */
  readonly #tainted = new WeakMap<Element, string>();
  #canvas = new OffscreenCanvas(1, 1);

  /** Only remembers what is there, so that the first frames need not wait for it. */
  observe(tiles: readonly Tile[]): void {
    this.#memory.look(tiles, performance.now());
  }

  /**
   * Frames are kept back for {@link HOLD_MS} and thrown away if their tile changes meanwhile: a page may switch the
   * stream first and say whose it is a moment later.
   * @param only whose pictures are wanted; null for everybody's
   * @param find reads the tiles of the page; its time counts as capture
   * @param released ends the hold where the page's timers are late
   * @param encoded is told that nothing is left but the hold: the next frames may be taken meanwhile
   */
  async take(
    tick: number,
    only: ReadonlySet<string> | null,
    find: () => readonly Tile[],
    released: Promise<void>,
    encoded: () => void,
  ): Promise<Omit<ContentToEngine, 'health'>> {
    const capturedAtMs = Date.now();
    const start = performance.now();
    const scan = new Stopwatch();
    const draw = new Stopwatch();
    const looks = scan.time(() => this.#memory.look(find(), start).slice(0, MAXIMUM_TILES));
    const isWanted = ({ tile }: TileLook) => only?.has(tile.key) ?? true;
    const wanted = looks.filter(isWanted);
    const droppedShare = draw.time(() => this.#droppedFrames.share(looks.flatMap(videosOf)));
    let atlas = await draw.time(() => this.#draw(wanted));
    // One protected picture makes the whole atlas unreadable: without it, the others can be read.
    const isSpoilt = !atlas.blob && atlas.rects.size > 0;
    if (isSpoilt && draw.time(() => this.#findTainted(wanted, atlas.rects))) atlas = await draw.time(() => this.#draw(wanted));
    const encodeMs = performance.now() - start - scan.ms - draw.ms;
    const held = performance.now();
    encoded();
    if (atlas.blob) await Promise.race([released, new Promise((resolve) => setTimeout(resolve, HOLD_MS - encodeMs))]);
    const heldMs = performance.now() - held;
    const still = scan.time(() => unchanged(looks, find));
    const tiles = still.map((look): FrameTile => {
      const { key, name, self, speaking, muted } = look.tile;
      const rect = (atlas.blob && atlas.rects.get(look.tile)) ?? null;
      const state = look.state === 'live' && isWanted(look) && !rect ? 'unreadable' : look.state;
      return { participant: key as FrameTile['participant'], name, self, speaking, muted, state, streamEpoch: look.epoch, rect };
    });
    const costs = { captureMs: scan.ms + draw.ms, scanMs: scan.ms, encodeMs, heldMs };
    const dropped = droppedShare === undefined ? {} : { droppedShare };
    return { type: 'frames', tick, capturedAtMs, atlas: atlas.blob, tiles, ...costs, ...dropped };
  }

  /** Draws every live tile and has the picture encoded. Without a blob something kept it from being read. */
  #draw(looks: readonly TileLook[]): Promise<Atlas> {
    const live = looks.flatMap(({ tile, state }) => {
      const { picture } = tile;
      const spoils = picture && this.#tainted.get(elementOf(picture.source)) === picture.stream;
      return state === 'live' && picture?.region && !spoils ? [{ tile, source: picture.source, region: picture.region }] : [];
    });
    const sizes = live.map(({ region }) => region);
    const layout = layoutAtlas(sizes, tileSidePx(live.length));
    const rects = new Map<Tile, AtlasRect>();
    if (live.length === 0) return Promise.resolve({ blob: null, rects });
    const { width, height } = layout;
    // Setting a size clears the canvas, even if it is the same one.
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext('2d', { alpha: false });
    // What is transparent, or draws nothing after all, must not show who was in its place before.
    context?.fillRect(0, 0, width, height);
    const drawing = context && new Drawing(context);
    live.forEach(({ tile, source, region }, index) => {
      const rect = layout.rects[index];
      if (rect && drawing?.draw(source, region, rect)) rects.set(tile, rect);
    });
    const blob = this.#canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }).catch(() => null);
    return blob.then((encoded) => ({ blob: encoded, rects }));
  }

  /** @returns whether any of the drawn pictures is to blame */
  #findTainted(looks: readonly TileLook[], drawn: Atlas['rects']): boolean {
    // A canvas that was tainted once is so for good.
    this.#canvas = new OffscreenCanvas(1, 1);
    const spoilers = looks.flatMap(({ tile }) => (tile.picture && drawn.has(tile) && taints(tile.picture.source) ? [tile.picture] : []));
    for (const { source, stream } of spoilers) this.#tainted.set(elementOf(source), stream);
    return spoilers.length > 0;
  }
}

/** Adds up what is done in the page's thread. */
class Stopwatch {
  ms = 0;

  time<Result>(work: () => Result): Result {
    const start = performance.now();
    const result = work();
    this.ms += performance.now() - start;
    return result;
  }
}

const videosOf = ({ tile: { picture } }: TileLook) => (picture?.source.kind === 'video' ? [picture.source.video] : []);

/** The looks whose tile is still the same, or was mounted anew with the same owner, name and stream. */
function unchanged(looks: readonly TileLook[], find: () => readonly Tile[]): TileLook[] {
  const changed = looks.filter(({ tile }) => !tile.stillSame());
  if (changed.length === 0) return [...looks];
  const now = new Map(find().map((tile) => [tile.key, tile]));
  const isGone = ({ tile }: TileLook) => {
    const again = now.get(tile.key);
    return again === undefined || again.name !== tile.name || again.picture?.stream !== tile.picture?.stream;
  };
  const gone = new Set(changed.filter(isGone));
  return looks.filter((look) => !gone.has(look));
}
