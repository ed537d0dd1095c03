import { createClassifier } from '../../../src/offscreen/vision/classifier.ts';
import { CROP_SIDE } from '../../../src/offscreen/vision/crops.ts';
import { Networks, NETWORKS } from '../../../src/offscreen/vision/networks.ts';

// The engine's expression network alone, on wasm with one thread.

const base = new URL('/dist/', location.origin).href;
const names = Object.values(NETWORKS).flatMap(({ folder }) => [`${folder}/model.json`, `${folder}/weights.bin`]);
const read = async (name: string) => [name, await (await fetch(new URL(name, base))).arrayBuffer()] as const;
const opening = Promise.all(names.map(read)).then(async (files) => createClassifier(await Networks.open(new Map(files), base, 'wasm')));

addEventListener('message', ({ data: count }: MessageEvent<number>) => {
  const crops = Array.from({ length: count }, (_, face) =>
    Float32Array.from({ length: CROP_SIDE * CROP_SIDE }, (__, at) => Math.abs(Math.sin(at * 0.37 + face))),
  );
  void opening.then(async ({ classify }) => {
    await classify(crops);
    const start = performance.now();
    await classify(crops);
    postMessage((performance.now() - start) / count);
  });
});
