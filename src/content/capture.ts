import { layoutAtlas, tileSidePx } from '../core/atlas.ts';
import { HOLD_MS, MAXIMUM_TILES, type ContentToEngine, type FrameTile } from '../wire/frames.ts';
import { DroppedFrames } from './dropped-frames.ts';
import type { Tile } from './tile.ts';
import { pictureOf, type TileLook, TileMemory } from './tile-memory.ts';
import { sizeOf, SourceDrawing } from './tile-source.ts';

/** Good enough that expressions survive, small enough to cost little on the way. */
const JPEG_QUALITY = 0.85;

/** Puts the newest frame of every tile into one picture. Nothing is read back in the page's thread:
 * drawing and JPEG encoding happen elsewhere. */
export class Capture {
  readonly #memory = new TileMemory();
  readonly #droppedFrames = new DroppedFrames();
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #context = this.#canvas.getContext('2d', { alpha: false });

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
   * @returns null if the canvas cannot be used
   */
  async take(
    tick: number,
    only: ReadonlySet<string> | null,
    find: () => readonly Tile[],
    released: Promise<void>,
  ): Promise<ContentToEngine | null> {
    const context = this.#context;
    if (!context) return null;
    const start = performance.now();
    const capturedAtMs = Date.now();
    const looks = this.#memory.look(find(), start).slice(0, MAXIMUM_TILES);
    const isWanted = (tile: Tile) => only?.has(tile.key) ?? true;
    const drawn = this.#draw(
      context,
      looks.filter(({ tile }) => isWanted(tile)),
    );
    const droppedShare = this.#droppedFrames.share(
      looks.flatMap(({ tile: { source } }) => (source?.kind === 'video' ? [source.video] : [])),
    );
    const captured = performance.now();
    const atlas = drawn.size > 0 ? await this.#encode() : null;
    const encoded = performance.now();
    if (atlas) await Promise.race([released, new Promise((resolve) => setTimeout(resolve, HOLD_MS - (encoded - captured)))]);
    const checked = performance.now();
    const tiles = unchanged(looks, find).map(({ tile, state, epoch }) => ({
      participant: tile.key as FrameTile['participant'],
      name: tile.name,
      self: tile.self,
      speaking: tile.speaking,
      muted: tile.muted,
      state: state === 'live' && isWanted(tile) && !(atlas && drawn.has(tile)) ? ('unreadable' as const) : state,
      streamEpoch: epoch,
      rect: (atlas && drawn.get(tile)) ?? null,
    }));
    return {
      type: 'frames',
      tick,
      capturedAtMs,
      atlas,
      tiles,
      captureMs: captured - start + (performance.now() - checked),
      encodeMs: encoded - captured,
      heldMs: checked - encoded,
      ...(droppedShare === undefined ? {} : { droppedShare }),
    };
  }

  #draw(context: OffscreenCanvasRenderingContext2D, looks: readonly TileLook[]): ReadonlyMap<Tile, NonNullable<FrameTile['rect']>> {
    const live = looks.flatMap(({ tile, state }) => {
      const size = state === 'live' && tile.source ? sizeOf(tile.source) : null;
      return size && tile.source ? [{ tile, source: tile.source, size }] : [];
    });
    const layout = layoutAtlas(
      live.map(({ size }) => size),
      tileSidePx(live.length),
    );
    if (live.length > 0) Object.assign(this.#canvas, { width: layout.width, height: layout.height });
    const drawing = new SourceDrawing(context);
    const drawn = new Map<Tile, NonNullable<FrameTile['rect']>>();
    live.forEach(({ tile, source }, index) => {
      const rect = layout.rects[index];
      if (rect && drawing.draw(source, rect)) drawn.set(tile, rect);
    });
    return drawn;
  }

  /** Null where the picture cannot be encoded, for example because a tile tainted it. */
  #encode(): Promise<Blob | null> {
    return this.#canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }).catch(() => null);
  }
}

/** The looks whose tile is still the same, or was mounted anew with the same owner, name and stream. */
function unchanged(looks: readonly TileLook[], find: () => readonly Tile[]): TileLook[] {
  const changed = looks.filter(({ tile }) => !tile.stillSame());
  if (changed.length === 0) return [...looks];
  const now = new Map(find().map((tile) => [tile.key, tile]));
  const isGone = ({ tile, stream }: TileLook) => {
    const again = now.get(tile.key);
    return again === undefined || again.name !== tile.name || pictureOf(again).stream !== stream;
  };
  const gone = new Set(changed.filter(isGone));
  return looks.filter((look) => !gone.has(look));
}
