/** The eight expressions of FER+ (Barsoum et al. 2016), in the order of the network's first output. */
export const EXPRESSIONS = ['neutral', 'happiness', 'surprise', 'sadness', 'anger', 'disgust', 'fear', 'contempt'] as const;
export type Expression = (typeof EXPRESSIONS)[number];

/** One probability per expression, each in [0, 1], together 1. */
export type ExpressionScores = Readonly<Record<Expression, number>>;

/** Calibrated probabilities: softmax of `logits / temperature` (Guo et al. 2017, arXiv:1706.04599).
 * @param logits eight values in the order of {@link EXPRESSIONS}
 * @param temperature > 0; fitted on the validation set
 * @throws RangeError if there are not eight finite logits, or the temperature is not positive */
export function scoresFromLogits(logits: ArrayLike<number>, temperature: number): ExpressionScores {
  if (logits.length !== EXPRESSIONS.length) throw new RangeError(`expected 8 logits, got ${logits.length}`);
  if (!(temperature > 0)) throw new RangeError('temperature must be positive');
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const top = Math.max(...scaled);
  if (!scaled.every(Number.isFinite)) throw new RangeError('logits must be finite');
  const weights = scaled.map((logit) => Math.exp(logit - top));
  const sum = weights.reduce((a, b) => a + b, 0);
  return mapExpressions((_, index) => (weights[index] ?? 0) / sum);
}

/** Builds a record with one value per expression, in their order. */
export function mapExpressions(value: (name: Expression, index: number) => number): ExpressionScores {
  return Object.fromEntries(EXPRESSIONS.map((name, index) => [name, value(name, index)])) as ExpressionScores;
}

/** The most probable expression; on a tie the earlier one in {@link EXPRESSIONS}. */
export function topExpression(scores: ExpressionScores): Expression {
  return EXPRESSIONS.reduce((best, name) => (scores[name] > scores[best] ? name : best));
}

/** Probabilities as whole percents that add up to exactly 100: what rounding down leaves goes to the largest
 * remainders (Hare's method), earlier expressions first on a tie. */
export function wholePercents(scores: ExpressionScores): ExpressionScores {
  const exact = EXPRESSIONS.map((name) => ({ name, share: 100 * scores[name], whole: Math.floor(100 * scores[name]) }));
  const missing = 100 - exact.reduce((sum, { whole }) => sum + whole, 0);
  const raised = new Set(
    exact
      .toSorted((a, b) => b.share - b.whole - (a.share - a.whole))
      .slice(0, missing)
      .map(({ name }) => name),
  );
  return mapExpressions((name, index) => (exact[index]?.whole ?? 0) + (raised.has(name) ? 1 : 0));
}
