import { type AtlasLayout, layoutAtlas, tileSidePx } from '../../../src/core/atlas.ts';
import type { HostToVision, VisionToHost } from '../../../src/wire/vision.ts';
import { enter } from './contender.ts';

/** As src/content/capture.ts encodes a tick. */
const JPEG_QUALITY = 0.85;

interface Atlas {
  readonly blob: Blob;
  readonly layout: AtlasLayout;
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
  async prepare(tiles) {
    const layout = layoutAtlas(tiles, tileSidePx(tiles.length));
    const canvas = new OffscreenCanvas(layout.width, layout.height);
    const context = canvas.getContext('2d', { alpha: false });
    tiles.forEach((tile, index) => {
      const rect = layout.rects[index];
      if (rect) context?.drawImage(tile, rect.x, rect.y, rect.width, rect.height);
    });
    return { blob: await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }), layout } satisfies Atlas;
  },
  async run(prepared) {
    const { blob: atlas, layout } = prepared as Atlas;
    const tiles = layout.rects.map((rect, index) => ({ rect, key: remembers ? { track: String(index), streamEpoch: 1 } : null }));
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
