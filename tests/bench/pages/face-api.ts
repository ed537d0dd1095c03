import type * as FaceApi from '@vladmandic/face-api';
import { enter, fastest } from './contender.ts';

let api: typeof FaceApi | null = null;

enter({
  async load() {
    const address = '/face-api/dist/face-api.esm.js';
    const loaded = (await import(/* @vite-ignore */ address)) as typeof FaceApi;
    api = loaded;
    const tf = loaded.tf as unknown as {
      setWasmPaths(path: string): void;
      setBackend(name: string): Promise<boolean>;
      ready(): Promise<void>;
    };
    tf.setWasmPaths('/wasm/');
    const use = async (name: string) => {
      if (!(await tf.setBackend(name))) throw new Error(`${name} does not start`);
      await tf.ready();
    };
    const backend = new URLSearchParams(location.search).get('backend');
    await use(backend ?? 'wasm');
    await loaded.nets.tinyFaceDetector.loadFromUri('/face-api/model/');
    await loaded.nets.faceExpressionNet.loadFromUri('/face-api/model/');
    if (backend) return backend;
    const blank = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    blank.getContext('2d')?.fillRect(0, 0, 320, 180);
    return fastest(['wasm', 'webgl'], use, async () => {
      await loaded.nets.faceExpressionNet.predictExpressions(blank);
      await loaded.detectAllFaces(blank, new loaded.TinyFaceDetectorOptions());
    });
  },
  async prepare(tiles) {
    return tiles.map((tile) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: tile.width, height: tile.height });
      canvas.getContext('2d', { willReadFrequently: true })?.drawImage(tile, 0, 0);
      return canvas;
    });
  },
  async run(prepared) {
    const tiles = prepared as readonly HTMLCanvasElement[];
    if (!api) throw new Error('not loaded');
    const options = new api.TinyFaceDetectorOptions();
    const start = performance.now();
    const faces: number[] = [];
    for (const tile of tiles) faces.push((await api.detectAllFaces(tile, options).withFaceExpressions()).length);
    const totalMs = performance.now() - start;
    const again = performance.now();
    for (const tile of tiles) await api.detectAllFaces(tile, options);
    return { totalMs, detectMs: performance.now() - again, faces };
  },
  async show(prepared) {
    if (!api) throw new Error('not loaded');
    for (const tile of prepared as readonly HTMLCanvasElement[])
      await api.detectAllFaces(tile, new api.TinyFaceDetectorOptions()).withFaceExpressions();
  },
});
