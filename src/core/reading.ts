import type { ExpressionScores } from './expression.ts';
import type { Millis, ParticipantId } from './identity.ts';
import type { Affect } from './valence.ts';

/** What a tile says at one moment. Only `ok` carries a mood; every other state is a gap with its reason. */
export const READING_STATES = [
  'ok',
  'camera-off',
  'no-face',
  'too-small',
  'several-faces',
  'too-dark',
  'blurred',
  'turned-away',
  'unsure',
  'stalled',
  'unreadable',
] as const;
export type ReadingState = (typeof READING_STATES)[number];

/** An expression estimate, smoothed over time.
 * `valence` and `arousal` in [-1, 1]; `certainty` in [0, 1]: calibrated probability × measured quality. */
export interface Mood {
  readonly expression: ExpressionScores;
  readonly valence: number;
  readonly arousal: number;
  readonly certainty: number;
}

/** One participant at one moment; `mood` is null unless `state` is `ok`. */
export interface Reading {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly self: boolean;
  /** As the call page shows it; null where it does not. Live only, never stored. */
  readonly speaking: boolean | null;
  readonly muted: boolean | null;
  readonly atMs: Millis;
  readonly state: ReadingState;
  readonly mood: Mood | null;
  /** Valence and arousal relative to this person's own resting face (0); null without a mood, and until that face was
   * read for a minute. Live only, never stored. */
  readonly relative: Affect | null;
}

/** The room at one moment; `mood` is null while fewer than the minimum of faces can be read. */
export interface RoomReading {
  readonly atMs: Millis;
  readonly faces: number;
  readonly mood: Mood | null;
}
