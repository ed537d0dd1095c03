import { layoutAtlas, tileSidePx } from '../core/atlas.ts';
import { type FrameTile, HOLD_MS, MAXIMUM_TILES, type PicturePlace } from '../wire/frames.ts';
import { BufferPool } from './buffer-pool.ts';
import { Copying } from './copying.ts';
import { DroppedFrames } from './dropped-frames.ts';
import { Drawing, taints } from './drawing.ts';
import type { TakenFrames } from './sending.ts';
import { Stopwatch } from './stopwatch.ts';
import type { Tile } from './tile.ts';
import { type TileLook, TileMemory } from './tile-memory.ts';
import { elementOf, type Region, type TileSource } from './tile-source.ts';
import { frameOf } from './video-frames.ts';

/** Good enough that expressions survive, small enough to cost little on the way. */
const JPEG_QUALITY = 0.85;

/** A tile with a picture that can be taken. */
interface Live {
  readonly tile: Tile;
  readonly source: TileSource;
  readonly region: Region;
}

interface Taken {
  readonly atlas: TakenFrames['atlas'];
  /** Where each picture lies that could be taken. */
  readonly places: ReadonlyMap<Tile, PicturePlace>;
}

/**
 * Takes the newest frame of every tile. Frames of videos are copied as they are; what shares a canvas, or
 * is no plain frame in memory, is drawn. Nothing is read back synchronously in the page's thread.
 */
export class Capture {
  readonly #memory = new TileMemory();
  readonly #droppedFrames = new DroppedFrames();
  readonly #buffers = new BufferPool();
  readonly #copying = new Copying(this.#buffers);
  /** Media that spoil all that is drawn with them, and their stream then. */
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
   * @param sides longest side in px that is enough of a tile's picture, by the tile's key, where that is known
   * @param find reads the tiles of the page; its time counts as capture
   * @param released ends the hold where the page's timers are late
   * @param encoded is told that nothing is left but the hold: the next frames may be taken meanwhile
   */
  async take(
    tick: number,
    only: ReadonlySet<string> | null,
    sides: ReadonlyMap<string, number>,
    find: () => readonly Tile[],
    released: Promise<void>,
    encoded: () => void,
  ): Promise<Omit<TakenFrames, 'health'>> {
    const capturedAtMs = Date.now();
    const start = performance.now();
    const scan = new Stopwatch();
    const draw = new Stopwatch();
    const looks = scan.time(() => this.#memory.look(find(), start).slice(0, MAXIMUM_TILES));
    const isWanted = ({ tile }: TileLook) => only?.has(tile.key) ?? true;
    const wanted = looks.filter(isWanted);
    const droppedShare = scan.time(() => this.#droppedFrames.share(looks.flatMap(({ tile: { picture } }) => picture ?? [])));
    const live = wanted.flatMap((look) => this.#liveOf(look));
    let taken = await draw.timeAll(() => this.#copy(live, sides));
    if (!taken) {
      taken = await draw.time(() => this.#draw(live));
      // One protected picture makes the whole atlas unreadable: without it, the others can be read.
      const { places: drawn } = taken;
      const isSpoilt = !taken.atlas && drawn.size > 0;
      const clean = isSpoilt ? draw.time(() => this.#withoutTainted(live, drawn)) : live;
      if (clean.length < live.length) taken = await draw.time(() => this.#draw(clean));
    }
    const { atlas, places } = taken;
    const encodeMs = performance.now() - start - scan.ms - draw.ms;
    const held = performance.now();
    encoded();
    if (atlas) await Promise.race([released, new Promise((resolve) => setTimeout(resolve, HOLD_MS - encodeMs))]);
    const heldMs = performance.now() - held;
    const still = scan.time(() => unchanged(looks, (tile) => places.has(tile), find));
    const tiles = still.map((look): FrameTile => {
      const { key, name, self, speaking, muted } = look.tile;
      const place = (atlas && places.get(look.tile)) ?? null;
      const state = look.state === 'live' && isWanted(look) && !place ? 'unreadable' : look.state;
      return { participant: key as FrameTile['participant'], name, self, speaking, muted, state, streamEpoch: look.epoch, place };
    });
    const costs = { captureMs: scan.ms + draw.ms, scanMs: scan.ms, encodeMs, heldMs };
    const dropped = droppedShare === undefined ? {} : { droppedShare };
    return { type: 'frames', tick, capturedAtMs, atlas, tiles, ...costs, ...dropped };
  }

  /** Takes back the memory of frames that were sent. */
  giveBack({ atlas }: Pick<TakenFrames, 'atlas'>): void {
    if (atlas && !(atlas instanceof Blob)) this.#buffers.giveBack(atlas.buffer);
  }

  #liveOf({ tile, state }: TileLook): Live[] {
    const { picture } = tile;
    if (state !== 'live' || !picture?.region) return [];
    const spoils = this.#tainted.get(elementOf(picture.source)) === picture.stream;
    return spoils ? [] : [{ tile, source: picture.source, region: picture.region }];
  }

  /** @returns null if anything has to be drawn */
  async #copy(live: readonly Live[], sides: ReadonlyMap<string, number>): Promise<Taken | null> {
    const videos = live.flatMap(({ tile, source }) => (source.kind === 'video' ? [{ tile, video: source.video }] : []));
    if (videos.length < live.length) return null;
    const frames = new Map<Tile, VideoFrame>();
    try {
      for (const { tile, video } of videos) {
        const frame = frameOf(video);
        if (frame) frames.set(tile, frame);
      }
      const copied = await this.#copying.copy(frames, ({ key }) => sides.get(key));
      return copied && { atlas: copied.places.size > 0 ? copied.bytes : null, places: copied.places };
    } catch {
      // A frame that cannot be copied after all is drawn.
      return null;
    } finally {
      for (const frame of frames.values()) frame.close();
    }
  }

  /** Draws tiles and has the picture encoded. Without one something kept it from being read. */
  async #draw(live: readonly Live[]): Promise<Taken> {
    const places = new Map<Tile, PicturePlace>();
    if (live.length === 0) return { atlas: null, places };
    const sizes = live.map(({ region }) => region);
    const layout = layoutAtlas(sizes, tileSidePx(live.length));
    const { width, height } = layout;
    // Setting a size clears the canvas, even if it is the same one.
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext('2d', { alpha: false });
    // What is transparent, or draws nothing after all, must not show who was in its place before.
    context?.fillRect(0, 0, width, height);
    const drawing = context && new Drawing(context);
    live.forEach(({ tile, source, region }, index) => {
      const rect = layout.rects[index];
      if (rect && drawing?.draw(source, region, rect)) places.set(tile, rect);
    });
    const atlas = await this.#canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }).catch(() => null);
    return { atlas, places };
  }

  /** @returns those whose picture is not to blame */
  #withoutTainted(live: readonly Live[], drawn: Taken['places']): Live[] {
    // A canvas that was tainted once is so for good.
    this.#canvas = new OffscreenCanvas(1, 1);
    return live.filter(({ tile, source }) => {
      const isTainted = drawn.has(tile) && taints(source);
      if (isTainted && tile.picture) this.#tainted.set(elementOf(source), tile.picture.stream);
      return !isTainted;
    });
  }
}

/** The looks without those whose picture may be another's: whose tile is no longer the same, nor was mounted anew with the
 * same owner, name and stream. */
function unchanged(looks: readonly TileLook[], isPictured: (tile: Tile) => boolean, find: () => readonly Tile[]): TileLook[] {
  const nowMs = performance.now();
  const changed = looks.filter(({ tile }) => isPictured(tile) && !tile.stillSame(nowMs));
  if (changed.length === 0) return [...looks];
  const now = new Map(find().map((tile) => [tile.key, tile]));
  const isGone = ({ tile }: TileLook) => {
    const again = now.get(tile.key);
    return again === undefined || again.name !== tile.name || again.picture?.stream !== tile.picture?.stream;
  };
  const gone = new Set(changed.filter(isGone));
  return looks.filter((look) => !gone.has(look));
}
