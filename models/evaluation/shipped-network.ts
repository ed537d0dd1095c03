import { shippedFile } from '../emit-files.ts';
import { createProgress } from './progress.ts';
import { type HeadLogits, openTwoHeads } from './two-heads.ts';

const BATCH = 64;
const MODEL_FILES = ['models/expression/model.json', 'models/expression/weights.bin'] as const;

/**
 * What the shipped network says of crops, in this process: tfjs on wasm with one thread, the engine's own
 * standardisation. Progress goes to standard error.
 * @param crop the crop with this index, CROP_SIDE² grey values in [0, 1]
 */
export async function logitsOfCrops(count: number, crop: (index: number) => Float32Array): Promise<HeadLogits[]> {
  const files = new Map(MODEL_FILES.map((name) => [name, Uint8Array.from(shippedFile(name)).buffer]));
  // The temperature is for probabilities; logits do without.
  const network = await openTwoHeads(files, new URL('../../dist/', import.meta.url).href, 1);
  const progress = createProgress(count, process.stderr, () => performance.now());
  const logits: HeadLogits[] = [];
  while (logits.length < count) {
    const size = Math.min(BATCH, count - logits.length);
    logits.push(...(await network.logits(Array.from({ length: size }, (_, i) => crop(logits.length + i)))));
    progress(logits.length);
  }
  return logits;
}
