import { type Doubt, DOUBT_LEVELS } from './doubt.ts';
import { type ExpressionScores, topExpression } from './expression.ts';
import type { QualityReason } from './quality.ts';
import type { Mood, ReadingState } from './reading.ts';
import { type Smoothed, smooth } from './smoothing.ts';
import { affectOf } from './valence.ts';

/** Certainty below which the answer is "can't tell", unless the user chose another level. */
export const CERTAINTY_THRESHOLD = DOUBT_LEVELS.balanced.showFrom;

/** What the engine saw in one tile at one moment, before smoothing. */
export type TileSight =
  | { readonly state: Exclude<ReadingState, 'ok' | 'unsure' | QualityReason> }
  | { readonly state: QualityReason }
  | { readonly state: 'face'; readonly scores: ExpressionScores; readonly quality: number };

/** What is remembered about one participant between ticks. */
export interface MoodTrack {
  readonly smoothed: Smoothed | null;
  /** Whether the last face was certain enough to be shown. */
  readonly certain: boolean;
}

export const EMPTY_TRACK: MoodTrack = { smoothed: null, certain: false };

/** Takes one sight into a track and says what can be shown now. A gap leaves the track as it is:
 * smoothing itself forgets after its reset time.
 * @param atMs when the frame was captured */
export function follow(
  track: MoodTrack,
  sight: TileSight,
  atMs: number,
  doubt: Doubt = 'balanced',
): { track: MoodTrack; state: ReadingState; mood: Mood | null } {
  if (sight.state !== 'face') return { track, state: sight.state, mood: null };
  const smoothed = smooth(track.smoothed, sight.scores, sight.quality, atMs);
  const certainty = smoothed.scores[topExpression(smoothed.scores)] * sight.quality;
  const { showFrom, keepFrom } = DOUBT_LEVELS[doubt];
  const certain = certainty >= (track.certain ? keepFrom : showFrom);
  if (!certain) return { track: { smoothed, certain }, state: 'unsure', mood: null };
  return { track: { smoothed, certain }, state: 'ok', mood: { expression: smoothed.scores, ...affectOf(smoothed.scores), certainty } };
}
