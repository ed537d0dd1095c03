import { alignByEyes } from '../../core/alignment.ts';
import type { DetectedFace } from '../../core/blaze-face.ts';
import type { Picture } from '../../core/picture.ts';
import { measureCrop, type FaceMeasures, turnFromKeypoints } from '../../core/quality.ts';
import { greyCropOf } from '../../core/sampling.ts';

/** Side of the square, grey face crop that the network sees. */
export const CROP_SIDE = 48;

/** A face as the network sees it. `grey` has CROP_SIDE² values in [0, 1]. */
export interface FaceCrop {
  readonly grey: Float32Array;
  readonly measures: FaceMeasures;
}

/** A face of a picture, turned upright and scaled by its eyes. What lies outside the picture is black.
 * @param face in its px
 * @returns null if it cannot be aligned */
export function cropOf(picture: Picture, face: DetectedFace): FaceCrop | null {
  const { leftEye, rightEye, nose } = face;
  const map = alignByEyes(leftEye, rightEye, CROP_SIDE);
  if (!map) return null;
  const grey = new Float32Array(CROP_SIDE * CROP_SIDE);
  greyCropOf(picture, map, CROP_SIDE, grey);
  return {
    grey,
    measures: {
      ...measureCrop(grey, CROP_SIDE),
      eyeDistancePx: eyeDistancePx(face),
      turn: turnFromKeypoints(leftEye, rightEye, nose),
    },
  };
}

/** How far apart a face's eyes are, in the px that they are given in. */
export const eyeDistancePx = ({ leftEye, rightEye }: DetectedFace): number => Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y);
