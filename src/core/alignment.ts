/** A point in source pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Maps source pixels to crop pixels: x' = a·x − b·y + e, y' = b·x + a·y + f (rotation, scale, shift). */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly e: number;
  readonly f: number;
}

/**
 * Where the eyes lie in a crop, as shares of its side: the median position of the eyes that the
 * detector finds in the training images, so that the network sees faces framed as it learned them.
 * Measured with `npm run measure:eyes` on 400 training images spread over the set (240 found): left eye
 * (0.310, 0.401), right eye (0.676, 0.388), made symmetric here.
 */
export const EYES_IN_CROP = { leftX: 0.317, rightX: 0.683, y: 0.395 } as const;

/**
 * The similarity that puts the two eyes of a face where {@link EYES_IN_CROP} has them.
 * @param left the eye that is left in the picture (the person's right eye), source px
 * @param right the eye that is right in the picture, source px
 * @param sidePx side of the square crop
 * @returns null if the eyes lie less than one source pixel apart
 */
export function alignByEyes(left: Point, right: Point, sidePx: number): Similarity | null {
  const dx = right.x - left.x;
  const dy = right.y - left.y;
  const squared = dx * dx + dy * dy;
  if (!(squared >= 1)) return null;
  const span = (EYES_IN_CROP.rightX - EYES_IN_CROP.leftX) * sidePx;
  // Solve (a, b) so that the vector (dx, dy) becomes (span, 0).
  const a = (span * dx) / squared;
  const b = (-span * dy) / squared;
  return {
    a,
    b,
    e: EYES_IN_CROP.leftX * sidePx - (a * left.x - b * left.y),
    f: EYES_IN_CROP.y * sidePx - (b * left.x + a * left.y),
  };
}
