import type { Doubt } from './doubt.ts';
import type { ExpressionScores } from './expression.ts';
import { type Box, overlap } from './face-box.ts';
import { EMPTY_TRACK, follow, type MoodTrack, type TileSight } from './mood-track.ts';
import type { QualityReason } from './quality.ts';
import type { Mood } from './reading.ts';

/** What one face says: its scores, or why it cannot be read. */
export type FaceSight = Extract<TileSight, { state: 'face' | QualityReason }>;

/** One face of a picture; `box` in picture px, and may reach beyond its edges. */
export interface FoundFace {
  readonly box: Box;
  readonly sight: FaceSight;
}

type FaceState = 'ok' | 'unsure' | QualityReason;

/** A face that keeps its number from one frame to the next. */
export interface TrackedFace {
  /** From 1; the lowest that is free when the face appears. */
  readonly number: number;
  readonly box: Box;
  readonly track: MoodTrack;
  readonly state: FaceState;
  /** Null unless `state` is `ok`. */
  readonly mood: Mood | null;
  /** What the face was given for all expressions, also where the answer is "can't tell"; null if it was not read. */
  readonly scores: ExpressionScores | null;
  /** How well the face can be read, in [0, 1]. */
  readonly quality: number;
}

/** From this overlap on, a face is the one that was there in the frame before. */
const SAME_FACE = 0.2;

/**
 * Takes the faces of one frame: each is the nearest one of the frame before, smoothed on, or a new one. Numbers run
 * from left to right where faces appear together. For a single picture, `before` is empty. Nobody is recognised: a
 * face that was away for one frame is a new one.
 * @param atMs when the frame was captured
 */
export function followFaces(
  before: readonly TrackedFace[],
  faces: readonly FoundFace[],
  atMs: number,
  doubt: Doubt = 'balanced',
): TrackedFace[] {
  const left = new Set(before);
  const followed = faces
    .toSorted((a, b) => a.box.x - b.box.x)
    .map((face) => {
      const known = nearest(face.box, [...left]);
      if (known) left.delete(known);
      return { face, known };
    });
  const taken = new Set(followed.map(({ known }) => known?.number));
  return followed.map(({ face: { box, sight }, known }): TrackedFace => {
    const number = known?.number ?? lowestFree(taken);
    taken.add(number);
    const trackBefore = known?.track ?? EMPTY_TRACK;
    if (sight.state !== 'face') return { number, box, track: trackBefore, state: sight.state, mood: null, scores: null, quality: 0 };
    const { track, mood } = follow(trackBefore, sight, atMs, doubt);
    return { number, box, track, state: mood ? 'ok' : 'unsure', mood, scores: track.smoothed?.scores ?? null, quality: sight.quality };
  });
}

function nearest(box: Box, candidates: readonly TrackedFace[]): TrackedFace | null {
  const [best] = candidates
    .map((candidate) => ({ candidate, shared: overlap(box, candidate.box) }))
    .filter(({ shared }) => shared >= SAME_FACE)
    .toSorted((a, b) => b.shared - a.shared);
  return best?.candidate ?? null;
}

function lowestFree(taken: ReadonlySet<number | undefined>): number {
  let number = 1;
  while (taken.has(number)) number++;
  return number;
}
