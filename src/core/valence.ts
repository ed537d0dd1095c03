import { EXPRESSIONS, type Expression, type ExpressionScores } from './expression.ts';

/** A place in the plane of valence and arousal, both in [-1, 1]. */
export interface Affect {
  readonly valence: number;
  readonly arousal: number;
}

/**
 * Where each expression lies in the plane of valence (unpleasant −1 … pleasant 1) and arousal
 * (calm −1 … activated 1).
 *
 * Source: the mean pleasure and arousal of the terms happy, surprised, sad, angry, disgusted and
 * fearful in Russell & Mehrabian (1977), "Evidence for a three-factor theory of emotions",
 * J. Research in Personality 11, 273–294. Two values are our own: neutral is the origin by
 * definition, and contempt, which has no single term there, stands between disgust and calm.
 *
 * Limits: the terms describe felt emotions, not faces; the mapping is linear, so a mixed
 * distribution lies between its parts; surprise counts as mildly pleasant although a surprised
 * face may be either.
 */
export const AFFECT: Readonly<Record<Expression, Affect>> = {
  neutral: { valence: 0, arousal: 0 },
  happiness: { valence: 0.81, arousal: 0.51 },
  surprise: { valence: 0.4, arousal: 0.67 },
  sadness: { valence: -0.63, arousal: -0.27 },
  anger: { valence: -0.51, arousal: 0.59 },
  disgust: { valence: -0.6, arousal: 0.35 },
  fear: { valence: -0.64, arousal: 0.6 },
  contempt: { valence: -0.4, arousal: 0.1 },
};

/** The mean of {@link AFFECT} under the expression distribution; both values in [-1, 1]. */
export function affectOf(scores: ExpressionScores): Affect {
  let valence = 0;
  let arousal = 0;
  for (const name of EXPRESSIONS) {
    valence += scores[name] * AFFECT[name].valence;
    arousal += scores[name] * AFFECT[name].arousal;
  }
  return { valence, arousal };
}
