import { EXPRESSIONS } from '../../src/core/expression.ts';
import { FER2013_LABELS, FER2013_NAMES } from './labels.ts';

/** Probabilities of `logits / temperature`. @returns as many values, together 1 */
export function softmax(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - top) / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** What both outputs of the network say of one face, as probabilities: eight in FER+'s order, seven in FER-2013's. */
export interface BothHeads {
  readonly eight: readonly number[];
  readonly seven: readonly number[];
}

/** Ways to answer with FER-2013's seven classes. */
export const SEVEN_WAYS = {
  'second output': ({ seven }) => [...seven],
  'eight without contempt': ({ eight }) => withoutContempt(eight),
  'mean of both': ({ eight, seven }) => withoutContempt(eight).map((value, index) => (value + (seven[index] ?? 0)) / 2),
} as const satisfies Record<string, (heads: BothHeads) => number[]>;

/** Drops contempt, shares its probability out in proportion, and puts the rest in FER-2013's order. */
function withoutContempt(eight: readonly number[]): number[] {
  const kept = FER2013_LABELS.map((label) => eight[EXPRESSIONS.findIndex((name) => FER2013_NAMES[name] === label)] ?? 0);
  const sum = kept.reduce((a, b) => a + b, 0);
  return kept.map((value) => (sum > 0 ? value / sum : 1 / kept.length));
}
