import { type ExpressionScores, EXPRESSIONS, scoresFromLogits } from '../../core/expression.ts';
import { standardise } from '../../core/standardise.ts';
import { CROP_SIDE } from './crops.ts';
import { LoadFailure } from './failure.ts';
import type { Networks } from './networks.ts';

/** Says how faces read. */
export interface Classifier {
  /** Expression probabilities of each crop (CROP_SIDE² grey values in [0, 1]), in their order. */
  classify(crops: readonly Float32Array[]): Promise<ExpressionScores[]>;
}

/** @throws LoadFailure `file-corrupt` if the network has other labels than this code */
export function createClassifier(networks: Networks): Classifier {
  const { labels, temperature } = networks.metadata('expression') as { labels?: { ferplus?: readonly unknown[] }; temperature?: unknown };
  if (typeof temperature !== 'number' || labels?.ferplus?.join() !== EXPRESSIONS.join()) {
    throw new LoadFailure('file-corrupt', 'the expression network does not describe itself as expected');
  }
  return {
    async classify(crops) {
      const [logits] = await networks.run('expression', standardised(crops), CROP_SIDE, ['ferplus']);
      const width = EXPRESSIONS.length;
      return crops.map((_, index) => scoresFromLogits(logits?.subarray(index * width, (index + 1) * width) ?? [], temperature));
    },
  };
}

/** Crops as the network's input. */
function standardised(crops: readonly Float32Array[]): Float32Array {
  const size = CROP_SIDE * CROP_SIDE;
  const batch = new Float32Array(crops.length * size);
  crops.forEach((crop, index) => standardise(crop, batch, index * size));
  return batch;
}
