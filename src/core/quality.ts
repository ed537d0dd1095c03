import type { Point } from './alignment.ts';
import type { ReadingState } from './reading.ts';

/** What was measured on one face. */
export interface FaceMeasures {
  /** Distance of the eyes in source pixels. */
  readonly eyeDistancePx: number;
  /** Mean grey of the crop, 0 (black) to 1. */
  readonly brightness: number;
  /** Standard deviation of the crop's grey values, 0 to 0.5. */
  readonly contrast: number;
  /** Mean squared Laplacian over the crop's variance: how much fine detail there is. */
  readonly sharpness: number;
  /** Sideways turn: 0 frontal, about 1 in half profile; see {@link turnFromKeypoints}. */
  readonly turn: number;
}

export type QualityReason = Extract<ReadingState, 'too-small' | 'too-dark' | 'blurred' | 'turned-away'>;

/** Limits below (or above) which a face is not read at all, and the values from which it is read fully. */
export const QUALITY_LIMITS = {
  eyeDistancePx: { none: 8, full: 16 },
  brightness: { none: 0.04, full: 0.15 },
  contrast: { none: 0.015, full: 0.05 },
  sharpness: { none: 0.004, full: 0.03 },
  turn: { none: 0.95, full: 0.45 },
} as const;

/** Quality as a factor on certainty, with the reason if nothing can be read, and else what lowers it most, if anything.
 * The factor is the smallest of the single factors: one thing that spoils a face is enough. */
export function judgeQuality(face: FaceMeasures): { factor: number; reason: QualityReason | null; weakest: QualityReason | null } {
  const factors: readonly (readonly [QualityReason, number])[] = [
    ['too-small', ramp(face.eyeDistancePx, QUALITY_LIMITS.eyeDistancePx)],
    ['too-dark', Math.min(ramp(face.brightness, QUALITY_LIMITS.brightness), ramp(face.contrast, QUALITY_LIMITS.contrast))],
    ['turned-away', ramp(face.turn, QUALITY_LIMITS.turn)],
    ['blurred', ramp(face.sharpness, QUALITY_LIMITS.sharpness)],
  ];
  const spoiled = factors.find(([, factor]) => factor === 0);
  if (spoiled) return { factor: 0, reason: spoiled[0], weakest: spoiled[0] };
  const [weakest, lowest] = factors.reduce((least, one) => (one[1] < least[1] ? one : least));
  // Between the limits a face counts at least half: a small face is weaker evidence, not none.
  return { factor: 0.5 + 0.5 * lowest, reason: null, weakest: lowest < 1 ? weakest : null };
}

/** Linear from `none` (0) to `full` (1); falling if `none` lies above `full`. NaN counts as 0. */
function ramp(value: number, limits: { readonly none: number; readonly full: number }): number {
  const share = (value - limits.none) / (limits.full - limits.none);
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}

/**
 * Sideways turn of a head from three keypoints: how far the nose tip lies from the middle between
 * the eyes, along the line of the eyes, in units of half the distance of the eyes. 0 is frontal;
 * at 1 the nose stands above one eye (a yaw of roughly 45°).
 */
export function turnFromKeypoints(left: Point, right: Point, nose: Point): number {
  const dx = right.x - left.x;
  const dy = right.y - left.y;
  const distance = Math.hypot(dx, dy);
  if (distance === 0) return Number.POSITIVE_INFINITY;
  const along = ((nose.x - (left.x + right.x) / 2) * dx + (nose.y - (left.y + right.y) / 2) * dy) / distance;
  return Math.abs(along) / (distance / 2);
}

/** Brightness, contrast and sharpness of a square grey crop.
 * @param grey `side * side` values in [0, 1], row-major */
export function measureCrop(grey: Float32Array, side: number): Pick<FaceMeasures, 'brightness' | 'contrast' | 'sharpness'> {
  let sum = 0;
  let squares = 0;
  for (const value of grey) {
    sum += value;
    squares += value * value;
  }
  const brightness = sum / grey.length;
  const variance = Math.max(0, squares / grey.length - brightness * brightness);
  let energy = 0;
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const laplacian = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - side] ?? 0) + (grey[at + side] ?? 0) - 4 * (grey[at] ?? 0);
      energy += laplacian * laplacian;
    }
  }
  const inner = (side - 2) * (side - 2);
  return { brightness, contrast: Math.sqrt(variance), sharpness: energy / inner / Math.max(variance, 1e-6) };
}
