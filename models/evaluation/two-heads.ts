import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { env, io, ready, setBackend, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type ExpressionScores, scoresFromLogits } from '../../src/core/expression.ts';
import { standardise } from '../../src/core/standardise.ts';
import type { Classifier } from '../../src/offscreen/vision/classifier.ts';
import { CROP_SIDE } from '../../src/offscreen/vision/crops.ts';
import { fileOf, type ShippedFiles } from '../../src/offscreen/vision/files.ts';

/** What the network says of one crop: FER+ (8 values) and FER-2013 (7), before any softmax. */
export interface HeadLogits {
  readonly ferplus: readonly number[];
  readonly fer2013: readonly number[];
}

/** The shipped network with both of its outputs; it can stand in for the engine's own. */
export interface TwoHeads extends Classifier {
  /** @param crops each CROP_SIDE² grey values in [0, 1] */
  logits(crops: readonly Float32Array[]): Promise<HeadLogits[]>;
  /** The logits from which scores were made. @throws Error for scores of another network */
  logitsBehind(scores: ExpressionScores): HeadLogits;
}

/** Backends of tfjs: wasm and webgl are the extension's, cpu is plain JavaScript. */
export const TWO_HEADS_BACKENDS = ['cpu', 'wasm', 'webgl'] as const;
export type TwoHeadsBackend = (typeof TWO_HEADS_BACKENDS)[number];

/**
 * Opens the network by tfjs-converter, which the engine does without: they check each other. On wasm with one thread, as the
 * extension runs it on a machine without a graphics card.
 * @param backend the caller imports the packages of others than wasm
 */
export async function openTwoHeads(
  files: ShippedFiles,
  baseUrl: string,
  temperature: number,
  backend: TwoHeadsBackend = 'wasm',
): Promise<TwoHeads> {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const simd = new URL('tfjs/tfjs-backend-wasm-simd.wasm', baseUrl).href;
  setWasmPaths({ 'tfjs-backend-wasm.wasm': simd, 'tfjs-backend-wasm-simd.wasm': simd, 'tfjs-backend-wasm-threaded-simd.wasm': simd });
  if (!(await setBackend(backend))) throw new Error(`backend ${backend} does not start`);
  await ready();
  const description = JSON.parse(new TextDecoder().decode(fileOf(files, 'models/expression/model.json'))) as io.ModelJSON;
  const model = await loadGraphModel(
    io.fromMemory({
      ...(description as unknown as io.ModelArtifacts),
      weightSpecs: description.weightsManifest.flatMap((group) => group.weights),
      weightData: fileOf(files, 'models/expression/weights.bin'),
    }),
  );
  const remembered = new WeakMap<ExpressionScores, HeadLogits>();

  async function logits(crops: readonly Float32Array[]): Promise<HeadLogits[]> {
    if (crops.length === 0) return [];
    const size = CROP_SIDE * CROP_SIDE;
    const batch = new Float32Array(crops.length * size);
    crops.forEach((crop, index) => standardise(crop, batch, index * size));
    const input = tensor4d(batch, [crops.length, CROP_SIDE, CROP_SIDE, 1]);
    const [ferplus, fer2013] = model.execute(input, ['ferplus', 'fer2013']) as [Tensor, Tensor];
    const [eight, seven] = [await rowsOf(ferplus), await rowsOf(fer2013)];
    for (const tensor of [input, ferplus, fer2013]) tensor.dispose();
    return crops.map((_, index) => ({ ferplus: eight[index] ?? [], fer2013: seven[index] ?? [] }));
  }

  return {
    logits,
    async classify(crops) {
      return (await logits(crops)).map((heads) => {
        const scores = scoresFromLogits(heads.ferplus, temperature);
        remembered.set(scores, heads);
        return scores;
      });
    },
    logitsBehind(scores) {
      const heads = remembered.get(scores);
      if (!heads) throw new Error('these scores are not of this network');
      return heads;
    },
  };
}

async function rowsOf(tensor: Tensor): Promise<number[][]> {
  return (await tensor.array()) as number[][];
}
