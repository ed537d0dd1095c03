import type { Human as HumanType } from '@vladmandic/human';
import { enter, fastest } from './contender.ts';

let human: HumanType | null = null;

const off = { enabled: false };
const CONFIG = {
  modelBasePath: '/human/models/',
  wasmPath: '/wasm/',
  debug: false,
  // Each call is another person: nothing may be kept from the last one.
  cacheSensitivity: 0,
  filter: off,
  gesture: off,
  body: off,
  hand: off,
  object: off,
  segmentation: off,
  face: {
    enabled: true,
    detector: { rotation: false, maxDetected: 4, skipFrames: 0, skipTime: 0 },
    mesh: off,
    iris: off,
    description: off,
    antispoof: off,
    liveness: off,
    emotion: { enabled: true, skipFrames: 0, skipTime: 0 },
  },
};
const WITHOUT_EMOTION = { face: { emotion: off } };
const WITH_EMOTION = { face: { emotion: { enabled: true } } };

enter({
  async load() {
    const address = '/human/dist/human.esm.js';
    const { Human } = (await import(/* @vite-ignore */ address)) as { Human: typeof HumanType };
    const backend = new URLSearchParams(location.search).get('backend');
    const made = new Human({ ...CONFIG, backend: (backend ?? 'wasm') as 'wasm' });
    human = made;
    await made.load();
    if (backend) return backend;
    const blank = new ImageData(320, 180);
    return fastest(
      ['wasm', 'webgl', 'humangl'],
      async (name) => {
        made.config.backend = name as 'wasm';
        await made.init();
        if (made.tf.getBackend() !== name) throw new Error(`${name} does not start`);
      },
      async () => void (await made.detect(blank)),
    );
  },
  async prepare(tiles) {
    return tiles;
  },
  async run(prepared) {
    const tiles = prepared as readonly ImageBitmap[];
    if (!human) throw new Error('not loaded');
    const start = performance.now();
    const faces: number[] = [];
    for (const tile of tiles) faces.push((await human.detect(tile, WITH_EMOTION)).face.length);
    const totalMs = performance.now() - start;
    const again = performance.now();
    for (const tile of tiles) await human.detect(tile, WITHOUT_EMOTION);
    return { totalMs, detectMs: performance.now() - again, faces };
  },
  async show(prepared) {
    if (!human) throw new Error('not loaded');
    for (const tile of prepared as readonly ImageBitmap[]) await human.detect(tile, WITH_EMOTION);
  },
  async expressionMs(count) {
    if (!human) throw new Error('not loaded');
    const model = human.models.models['emotion'];
    const [, side = 64, , channels = 1] = model?.inputs[0]?.shape ?? [];
    const { tf } = human;
    // human runs it face by face; a batch is tried as well, and the cheaper way counts.
    const measure = async (batch: number) => {
      const faces = tf.zeros([batch, side, side, channels]);
      const once = async () => {
        for (let done = 0; done < count; done += batch) {
          const result = model?.execute(faces) as { data(): Promise<unknown>; dispose(): void };
          await result.data();
          result.dispose();
        }
      };
      await once();
      const start = performance.now();
      await once();
      faces.dispose();
      return (performance.now() - start) / count;
    };
    return Math.min(await measure(1), await measure(count).catch(() => Number.POSITIVE_INFINITY));
  },
});
