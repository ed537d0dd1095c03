/** An upright rectangle in picture pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Shared area over joint area, in [0, 1]: 1 is the same box, 0 no overlap. */
export function overlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, across) * Math.max(0, down);
  return shared === 0 ? 0 : shared / (a.width * a.height + b.width * b.height - shared);
}

/** The square around a box's middle with `factor` times its longer side, moved into the picture and cut where
 * it is larger than that. In whole px. */
export function surroundings(box: Box, factor: number, picture: { readonly width: number; readonly height: number }): Box {
  const side = Math.max(1, Math.round(Math.max(box.width, box.height) * factor));
  const width = Math.min(side, picture.width);
  const height = Math.min(side, picture.height);
  const within = (middle: number, length: number, end: number) => Math.round(Math.min(end - length, Math.max(0, middle - length / 2)));
  return {
    x: within(box.x + box.width / 2, width, picture.width),
    y: within(box.y + box.height / 2, height, picture.height),
    width,
    height,
  };
}

/** Sides of the finer levels' squares, as shares of the picture's longer side. */
const LEVEL_SIDES = [2 / 3, 1 / 3, 1 / 6] as const;
/** Share of a square that its neighbour shows too, so that no face lies across every border. */
const SHARED = 0.25;
/** Smaller squares show the detector nothing new: it looks at 192 px. */
const SMALLEST_SQUARE_PX = 192;

/**
 * Where to look for faces in a picture of any size: the whole, then overlapping squares in ever finer levels,
 * because the detector misses faces below a tenth of what it is shown. In whole px, coarse first.
 *
 * Measured on the six group photographs of `@vladmandic/face-api` (22 faces), alone and put together to grids at
 * 1,920 × 1,280 px, with the closer look of the vision worker after it: the whole alone finds all 22, but none of
 * 31 faces of 70 px; these 55 looks find 22 of 22, 31 of 31 of 70 px, 57 of 57 of 50 px and 101 of 132 of 33 px, and
 * nothing that is no face.
 */
export function searchRegions(width: number, height: number): Box[] {
  const regions: Box[] = [{ x: 0, y: 0, width, height }];
  for (const share of LEVEL_SIDES) {
    const side = Math.round(Math.max(width, height) * share);
    if (side < SMALLEST_SQUARE_PX) break;
    for (const y of starts(height, side)) {
      for (const x of starts(width, side)) regions.push({ x, y, width: Math.min(side, width), height: Math.min(side, height) });
    }
  }
  return regions;
}

/** Where squares begin along one side, evenly spread, neighbours sharing at least {@link SHARED}. */
function starts(length: number, side: number): number[] {
  if (length <= side) return [0];
  const steps = Math.ceil((length - side) / (side * (1 - SHARED)));
  return Array.from({ length: steps + 1 }, (_, index) => Math.round((index * (length - side)) / steps));
}

/** The most certain of the boxes that show the same face, best first.
 * @param sameFrom from this {@link overlap} on two boxes are one face */
export function distinctFaces<Found extends { readonly box: Box; readonly score: number }>(
  found: readonly Found[],
  sameFrom: number,
): Found[] {
  const kept: Found[] = [];
  for (const face of found.toSorted((a, b) => b.score - a.score)) {
    if (!kept.some(({ box }) => overlap(box, face.box) >= sameFrom)) kept.push(face);
  }
  return kept;
}
