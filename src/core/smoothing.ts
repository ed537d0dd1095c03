import { type ExpressionScores, mapExpressions } from './expression.ts';

/** Time after which an old estimate weighs 1/e. Long enough to be calm, short enough to follow a smile. */
export const SMOOTHING_TIME_MS = 1_500;

/** After a gap longer than this, smoothing starts afresh: an old mood must not colour a new one. */
export const SMOOTHING_RESET_MS = 5_000;

export interface Smoothed {
  readonly scores: ExpressionScores;
  readonly atMs: number;
}

/**
 * Exponential smoothing of an expression distribution on an uneven clock:
 * w = (1 − exp(−Δt / τ)) · q, where q is the quality of the new reading, so that a poor face moves
 * the estimate less. The result sums to 1 because both inputs do.
 * @param quality in (0, 1]
 */
export function smooth(previous: Smoothed | null, scores: ExpressionScores, quality: number, atMs: number): Smoothed {
  if (!previous || atMs - previous.atMs > SMOOTHING_RESET_MS || atMs <= previous.atMs) return { scores, atMs };
  const weight = (1 - Math.exp(-(atMs - previous.atMs) / SMOOTHING_TIME_MS)) * quality;
  return { scores: mapExpressions((name) => previous.scores[name] + weight * (scores[name] - previous.scores[name])), atMs };
}
