import { CERTAINTY_THRESHOLD } from '../../src/core/mood-track.ts';
import { accuracyOf, type Answer, confidenceOf } from './metrics.ts';

/** Accuracy when only the most certain images are answered. */
export interface CoveragePoint {
  /** Share of all readable images that are answered, 0 to 1. */
  readonly coverage: number;
  readonly accuracy: number;
  /** Certainty from which on an image is answered. */
  readonly certainty: number;
}

/** Accuracy against coverage. "Can't tell" are images below the product's threshold, and those without a face to read. */
export interface Coverage {
  readonly threshold: number;
  /** At the product's threshold: share of images that get an answer, and how many of these are right (null: none). */
  readonly share: number;
  readonly accuracy: number | null;
  readonly cannotTell: number;
  readonly curve: readonly CoveragePoint[];
}

const STEPS = 20;

/** As in the product (`follow` in src/core/mood-track.ts, without smoothing): probability × quality. */
export const certaintyOf = (answer: Answer): number => confidenceOf(answer) * answer.quality;

/**
 * The curve in steps of 5 % coverage, most certain first, and its last point: all that have an answer.
 * @param unread readable images without an answer (no face): they keep coverage below 1
 */
export function coverageOf(answers: readonly Answer[], unread: number): Coverage {
  const all = answers.length + unread;
  const sorted = answers.map((answer) => ({ answer, certainty: certaintyOf(answer) })).toSorted((a, b) => b.certainty - a.certainty);
  const sizes = Array.from({ length: STEPS }, (_, step) => Math.round(((step + 1) * all) / STEPS)).filter(
    (size) => size > 0 && size < answers.length,
  );
  const curve = [...new Set([...sizes, answers.length])].map((size) => ({
    coverage: size / all,
    accuracy: accuracyOf(sorted.slice(0, size).map(({ answer }) => answer)),
    certainty: sorted[size - 1]?.certainty ?? 0,
  }));
  const told = sorted.filter(({ certainty }) => certainty >= CERTAINTY_THRESHOLD).map(({ answer }) => answer);
  return {
    threshold: CERTAINTY_THRESHOLD,
    share: told.length / all,
    accuracy: told.length > 0 ? accuracyOf(told) : null,
    cannotTell: all - told.length,
    curve,
  };
}
