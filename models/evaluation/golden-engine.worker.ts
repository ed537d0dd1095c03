import { standardise } from '../../src/core/standardise.ts';
import { CROP_SIDE } from '../../src/offscreen/vision/crops.ts';
import { Networks, NETWORKS } from '../../src/offscreen/vision/networks.ts';
import type { Backend } from '../../src/wire/vision.ts';
import type { HeadLogits } from './two-heads.ts';

/** What the engine's own code, with the kernels that it ships, says of crops of CROP_SIDE² grey levels. */
async function engineLogitsOf({ backend, crops }: { backend: Backend; crops: readonly (readonly number[])[] }): Promise<HeadLogits[]> {
  const base = new URL('/dist/', location.href).href;
  const names = Object.values(NETWORKS).flatMap(({ folder }) => [`${folder}/model.json`, `${folder}/weights.bin`]);
  const read = async (name: string) => [name, await (await fetch(new URL(name, base))).arrayBuffer()] as const;
  const networks = await Networks.open(new Map(await Promise.all(names.map(read))), base, backend);
  if (networks.backend !== backend) throw new Error(`the engine runs on ${networks.backend}`);
  const size = CROP_SIDE * CROP_SIDE;
  const batch = new Float32Array(crops.length * size);
  for (const [index, crop] of crops.entries())
    standardise(
      Float32Array.from(crop, (level) => level / 255),
      batch,
      index * size,
    );
  const [ferplus, fer2013] = await networks.run('expression', batch, CROP_SIDE, ['ferplus', 'fer2013']);
  const rowOf = (values: Float32Array | undefined, index: number) => {
    const width = (values?.length ?? 0) / crops.length;
    return Array.from(values?.subarray(index * width, (index + 1) * width) ?? []);
  };
  return crops.map((_, index) => ({ ferplus: rowOf(ferplus, index), fer2013: rowOf(fer2013, index) }));
}

Object.assign(globalThis, { engineLogitsOf });
// Only now can it be called; whoever opened the page waits for this line.
console.log('ready');
