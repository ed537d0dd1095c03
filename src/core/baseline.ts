import { type Expression, EXPRESSIONS, type ExpressionScores, mapExpressions } from './expression.ts';
import { type Affect, affectOf } from './valence.ts';

/** A person's resting face is known once it was read for this long; from then on it stays. */
export const BASELINE_TIME_MS = 60_000;

/** A reading counts for the time since the last one, but after a gap for no longer than this. */
const LONGEST_STEP_MS = 2_000;

/** Probabilities below this count as this: how improbable an expression is, beyond that, is noise. */
const LEAST_PROBABILITY = 1e-3;

/**
 * A minute is short and may hold a greeting or a laugh: three tenths of what was learned count, and no expression's odds
 * change by more than a factor of e. Both chosen on one half of the images of `npm run baseline`: with half and e^1.5
 * fewer resting faces read as unpleasant, but more real changes are lost.
 */
const TRUST = 0.3;
const LARGEST_SHIFT = 1;

/**
 * Mean log-ratios of answered neutral faces in the validation set: a typical resting face. `npm run baseline` prints
 * what it is for the shipped weights, and fails where the two lie far apart.
 */
export const TYPICAL_RESTING_FACE: ExpressionScores = {
  neutral: 5.0,
  happiness: -0.7,
  surprise: -1.1,
  sadness: 1.2,
  anger: -0.7,
  disgust: -1.5,
  fear: -1.4,
  contempt: -0.8,
};

/** What is known of one person's resting face. */
export interface Baseline {
  /** Sum over readings of log-ratio × ms. */
  readonly sums: ExpressionScores;
  readonly learnedMs: number;
  /** When the last reading was taken in; null before the first. */
  readonly atMs: number | null;
}

export const EMPTY_BASELINE: Baseline = { sums: mapExpressions(() => 0), learnedMs: 0, atMs: null };

/** Centred log-ratios of a distribution (Aitchison 1982, "The statistical analysis of compositional data"): the
 * logarithms of the probabilities less their mean, where adding a bias of a face is plain addition. */
export function logRatiosOf(scores: ExpressionScores): ExpressionScores {
  const logs = mapExpressions((name) => Math.log(Math.max(LEAST_PROBABILITY, scores[name])));
  const mean = EXPRESSIONS.reduce((sum, name) => sum + logs[name], 0) / EXPRESSIONS.length;
  return mapExpressions((name) => logs[name] - mean);
}

/** Takes one reading into the baseline, until that is learned. Give it no doubtful readings.
 * @param scores as the network gave them: smoothed ones mix each expression with the one before */
export function learnResting(baseline: Baseline, scores: ExpressionScores, atMs: number): Baseline {
  if (isLearned(baseline)) return baseline;
  const stepMs = baseline.atMs === null ? 0 : Math.min(LONGEST_STEP_MS, Math.max(0, atMs - baseline.atMs));
  const ratios = logRatiosOf(scores);
  return {
    sums: mapExpressions((name) => baseline.sums[name] + stepMs * ratios[name]),
    learnedMs: baseline.learnedMs + stepMs,
    atMs,
  };
}

const isLearned = ({ learnedMs }: Baseline): boolean => learnedMs >= BASELINE_TIME_MS;

/**
 * Valence and arousal relative to the person's own resting face: what the reading would be if that face read as a
 * typical one. 0 is the resting face, both values in [-1, 1]. The baseline shifts log-ratios and does not subtract valence:
 * subtracting makes every neutral face unpleasant for whoever smiled through the first minute.
 * @returns null until the baseline is learned
 */
export function relativeTo(baseline: Baseline, scores: ExpressionScores): Affect | null {
  if (!isLearned(baseline)) return null;
  const shift = (name: Expression) =>
    clamped(TRUST * (baseline.sums[name] / baseline.learnedMs - TYPICAL_RESTING_FACE[name]), LARGEST_SHIFT);
  const weights = mapExpressions((name) => scores[name] * Math.exp(-shift(name)));
  const sum = EXPRESSIONS.reduce((total, name) => total + weights[name], 0);
  return affectOf(mapExpressions((name) => weights[name] / sum));
}

const clamped = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));
