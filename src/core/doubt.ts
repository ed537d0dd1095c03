/** How readily the answer is "can't tell". */
export const DOUBTS = ['careful', 'balanced', 'eager'] as const;
export type Doubt = (typeof DOUBTS)[number];

interface DoubtLevel {
  /** Certainty from which on a mood is shown. */
  readonly showFrom: number;
  /** Certainty to which a shown mood may fall before it is taken back, or a face on the border would flicker. */
  readonly keepFrom: number;
  /** Of 100 test pictures, how many are answered, and how many of 100 answers are right. */
  readonly answeredOf100: number;
  readonly rightOf100: number;
}

/**
 * From the coverage curve of the validation set (`npm run evaluate`, in models/card.json): the points at 80, 90 and
 * 95 % coverage. A shown mood stays down to the next lower point; below the 95 % point, by the same step as above it.
 */
export const DOUBT_LEVELS: Readonly<Record<Doubt, DoubtLevel>> = {
  careful: { showFrom: 0.72, keepFrom: 0.66, answeredOf100: 80, rightOf100: 94 },
  balanced: { showFrom: 0.6, keepFrom: 0.53, answeredOf100: 90, rightOf100: 91 },
  eager: { showFrom: 0.53, keepFrom: 0.46, answeredOf100: 95, rightOf100: 89 },
};
