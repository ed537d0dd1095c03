import { type Baseline, EMPTY_BASELINE, learnResting, relativeTo } from './baseline.ts';
import { type Doubt, DOUBT_LEVELS } from './doubt.ts';
import { type ExpressionScores, topExpression } from './expression.ts';
import type { QualityReason } from './quality.ts';
import type { Mood, ReadingState } from './reading.ts';
import { type Smoothed, smooth } from './smoothing.ts';
import { type Affect, affectOf } from './valence.ts';

/** Certainty below which the answer is "can't tell", unless the user chose another level. */
export const CERTAINTY_THRESHOLD = DOUBT_LEVELS.balanced.showFrom;

/** What the engine saw in one tile at one moment, before smoothing. */
export type TileSight =
  | { readonly state: Exclude<ReadingState, 'ok' | 'unsure' | QualityReason> }
  | { readonly state: QualityReason }
  | {
      readonly state: 'face';
      readonly scores: ExpressionScores;
      readonly quality: number;
      /** What lowers the quality most, if anything. */
      readonly weakest?: QualityReason;
    };

/** What is remembered about one participant between ticks. */
export interface MoodTrack {
  readonly smoothed: Smoothed | null;
  /** Whether the last face was certain enough to be shown. */
  readonly certain: boolean;
  /** The person's resting face, learned from what was shown. */
  readonly baseline: Baseline;
}

export const EMPTY_TRACK: MoodTrack = { smoothed: null, certain: false, baseline: EMPTY_BASELINE };

/** A track after one sight, and what can be shown of it. */
export interface Followed {
  readonly track: MoodTrack;
  readonly state: ReadingState;
  readonly mood: Mood | null;
  /** See `Reading`. */
  readonly relative: Affect | null;
}

/** Takes one sight into a track and says what can be shown now. A gap leaves the track as it is:
 * smoothing itself forgets after its reset time.
 * @param atMs when the frame was captured */
export function follow(track: MoodTrack, sight: TileSight, atMs: number, doubt: Doubt = 'balanced'): Followed {
  if (sight.state !== 'face') return { track, state: sight.state, mood: null, relative: null };
  const smoothed = smooth(track.smoothed, sight.scores, sight.quality, atMs);
  const probability = smoothed.scores[topExpression(smoothed.scores)];
  const certainty = probability * sight.quality;
  const { showFrom, keepFrom } = DOUBT_LEVELS[doubt];
  const needed = track.certain ? keepFrom : showFrom;
  const certain = certainty >= needed;
  // A doubtful reading is not shown, and nothing is learned from it.
  if (!certain) {
    // Where the same face would have been answered in a better picture, the picture is the reason.
    const state = probability >= needed ? (sight.weakest ?? 'unsure') : 'unsure';
    return { track: { smoothed, certain, baseline: track.baseline }, state, mood: null, relative: null };
  }
  const baseline = learnResting(track.baseline, sight.scores, atMs);
  return {
    track: { smoothed, certain, baseline },
    state: 'ok',
    mood: { expression: smoothed.scores, ...affectOf(smoothed.scores), certainty },
    relative: relativeTo(baseline, smoothed.scores),
  };
}
