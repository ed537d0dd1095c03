import { tileSidePx } from '../../../src/core/atlas.ts';
import { inARow, shrunk, stepFor } from '../../../src/core/planes.ts';
import { planesFromRgb, RGB_COLOURS } from '../../../src/core/rgb-planes.ts';
import type { Planes } from '../../../src/wire/frames.ts';
import type { HostToVision, VisionToHost } from '../../../src/wire/vision.ts';
import { enter } from './contender.ts';

interface Prepared {
  readonly atlas: readonly ArrayBuffer[];
  readonly places: readonly Planes[];
}

let worker: Worker | null = null;
let lastId = 0;
/** Without memory of the tiles every one is searched whole, as if it were new. */
const remembers = !new URLSearchParams(location.search).has('full');

/** Asks the built extension's own worker. */
function ask<T extends VisionToHost['type']>(message: HostToVision, answer: T): Promise<Extract<VisionToHost, { type: T }>> {
  return new Promise((resolve, reject) => {
    const vision = worker;
    if (!vision) return reject(new Error('not loaded'));
    const take = ({ data }: MessageEvent<VisionToHost>) => {
      if (data.type === 'failed') reject(new Error(data.detail));
      if (data.type !== answer) return;
      vision.removeEventListener('message', take);
      resolve(data as Extract<VisionToHost, { type: T }>);
    };
    vision.addEventListener('message', take);
    vision.postMessage(message);
  });
}

enter({
  async load() {
    worker = new Worker('/engine-worker.js', { type: 'module' });
    const { backend } = await ask({ type: 'load', baseUrl: new URL('/dist/', location.href).href }, 'loaded');
    return backend;
  },
  /** Takes tiles as src/content/copying.ts does. */
  async prepare(tiles) {
    const row = inARow(tiles.map((tile) => shrunk(tile, stepFor(tile, tileSidePx(tiles.length)))));
    const bytes = new Uint8Array(row.bytes);
    const context = new OffscreenCanvas(1, 1).getContext('2d', { alpha: false });
    const places = row.places.map((place, index): Planes => {
      const { width, height } = place;
      const tile = tiles[index];
      if (!context || !tile) throw new Error('no 2d context');
      Object.assign(context.canvas, { width, height });
      context.drawImage(tile, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      planesFromRgb({ pixels: new Uint32Array(data.buffer), rowPx: width, blueFirst: false }, 1, bytes, place);
      return { ...place, ...RGB_COLOURS };
    });
    return { atlas: [bytes.buffer], places } satisfies Prepared;
  },
  async run(prepared) {
    const { atlas, places } = prepared as Prepared;
    const tiles = places.map((place, index) => ({ place, key: remembers ? { track: String(index), streamEpoch: 1 } : null }));
    const start = performance.now();
    const { sights, decodeMs, detectMs, classifyMs, looks } = await ask(
      { type: 'analyse', id: ++lastId, atlas, tiles, effort: 'full' },
      'analysed',
    );
    const totalMs = performance.now() - start;
    const faces = sights.map(({ state }) => (state === 'no-face' ? 0 : state === 'several-faces' ? 2 : 1));
    return { totalMs, detectMs: decodeMs + detectMs, faces, sights, stages: { decodeMs, detectMs, classifyMs }, looks };
  },
  expressionMs(count) {
    const alone = new Worker('/expression-worker.js', { type: 'module' });
    return new Promise((resolve) => {
      alone.addEventListener('message', ({ data }: MessageEvent<number>) => {
        alone.terminate();
        resolve(data);
      });
      alone.postMessage(count);
    });
  },
});
