import { type AtlasRect, tileSidePx } from '../../../src/core/atlas.ts';
import { layoutPlanes, planePlaces, planesBytes, shrunk, stepFor } from '../../../src/core/planes.ts';
import { planesFromRgb } from '../../../src/core/rgb-planes.ts';
import type { Planes } from '../../../src/wire/frames.ts';
import type { HostToVision, VisionToHost } from '../../../src/wire/vision.ts';
import { enter } from './contender.ts';

interface Prepared {
  readonly atlas: Planes;
  readonly rects: readonly AtlasRect[];
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

const COLOURS = { matrix: 'smpte170m', fullRange: false } as const;

enter({
  async load() {
    worker = new Worker('/engine-worker.js', { type: 'module' });
    const { backend } = await ask({ type: 'load', baseUrl: new URL('/dist/', location.href).href }, 'loaded');
    return backend;
  },
  /** Puts tiles together as src/content/copying.ts does. */
  async prepare(tiles) {
    const sizes = tiles.map((tile) => shrunk(tile, stepFor(tile, tileSidePx(tiles.length))));
    const { width, height, rects } = layoutPlanes(sizes);
    const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
    if (!context) throw new Error('no 2d context');
    tiles.forEach((tile, index) => {
      const rect = rects[index];
      if (rect) context.drawImage(tile, rect.x, rect.y, rect.width, rect.height);
    });
    const bytes = planesOf(context.getImageData(0, 0, width, height));
    return { atlas: { pieces: [bytes], width, height, ...COLOURS }, rects } satisfies Prepared;
  },
  async run(prepared) {
    const { atlas, rects } = prepared as Prepared;
    const tiles = rects.map((rect, index) => ({ rect, key: remembers ? { track: String(index), streamEpoch: 1 } : null }));
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

/** Brightness and colour as a camera's stream has them. */
function planesOf({ data, width, height }: ImageData): ArrayBuffer {
  const bytes = new Uint8Array(planesBytes(width, height));
  const rgb = { pixels: new Uint32Array(data.buffer), rowPx: width, blueFirst: false };
  planesFromRgb(rgb, 1, { width, height }, COLOURS, bytes, planePlaces(width, height, { x: 0, y: 0 }));
  return bytes.buffer;
}
