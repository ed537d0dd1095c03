import { layoutAtlas, tileSidePx } from '../core/atlas.ts';
import { MAXIMUM_TILES, type ContentToEngine, type FrameTile } from '../wire/frames.ts';
import { StreamMemory } from './streams.ts';
import type { Tile } from './tile.ts';

/** Good enough that expressions survive, small enough to cost little on the way. */
const JPEG_QUALITY = 0.85;

/** Puts the newest frame of every tile into one picture. Nothing is read back in the page's thread:
 * drawing and JPEG encoding happen elsewhere. */
export class Capture {
  readonly #streams = new StreamMemory();
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #context = this.#canvas.getContext('2d', { alpha: false });

  /**
   * @param find reads the tiles of the page; its time counts as capture
   * @returns null if the canvas cannot be used
   */
  async take(tick: number, find: () => readonly Tile[]): Promise<ContentToEngine | null> {
    const context = this.#context;
    if (!context) return null;
    const start = performance.now();
    const capturedAtMs = Date.now();
    const looks = find()
      .slice(0, MAXIMUM_TILES)
      .map((tile) => ({ tile, ...this.#streams.look(tile.video, tile.key, start) }));
    const live = looks.filter(({ state }) => state === 'live');
    const layout = layoutAtlas(
      live.map(({ tile: { video } }) => ({ width: video?.videoWidth ?? 1, height: video?.videoHeight ?? 1 })),
      tileSidePx(live.length),
    );
    if (live.length > 0) Object.assign(this.#canvas, { width: layout.width, height: layout.height });
    const drawn = new Map<Tile, FrameTile['rect']>();
    live.forEach(({ tile }, index) => {
      const rect = layout.rects[index];
      if (rect && tile.video && draw(context, tile.video, rect)) drawn.set(tile, rect);
    });
    const captured = performance.now();
    const atlas = drawn.size > 0 ? await this.#encode() : null;
    const encoded = performance.now();
    return {
      type: 'frames',
      tick,
      capturedAtMs,
      atlas,
      tiles: looks
        .filter(({ tile }) => tile.keyNow() === tile.key)
        .map(({ tile, state, epoch }) => ({
          participant: tile.key as FrameTile['participant'],
          name: tile.name,
          self: tile.self,
          state: state === 'live' && !(atlas && drawn.has(tile)) ? 'unreadable' : state,
          streamEpoch: epoch,
          rect: (atlas && drawn.get(tile)) ?? null,
        })),
      captureMs: captured - start,
      encodeMs: encoded - captured,
    };
  }

  /** Null where the picture cannot be encoded, for example because a tile tainted it. */
  #encode(): Promise<Blob | null> {
    return this.#canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }).catch(() => null);
  }
}

function draw(context: OffscreenCanvasRenderingContext2D, video: HTMLVideoElement, rect: NonNullable<FrameTile['rect']>): boolean {
  try {
    context.drawImage(video, rect.x, rect.y, rect.width, rect.height);
    return true;
  } catch {
    return false; // protected or broken media: "can't read this tile"
  }
}
