import { FULL_EFFORT, LOW_EFFORT } from '../../core/look.ts';
import type { TileSight } from '../../core/mood-track.ts';
import type { Atlas } from '../../wire/frames.ts';
import type { Effort } from '../../wire/vision.ts';
import type { Classifier } from './classifier.ts';
import { CropSheet } from './crops.ts';
import { type KeyedTile, type LookCounts, Looker } from './looker.ts';
import type { Networks } from './networks.ts';
import { readFaces } from './read-faces.ts';

export interface Analysis {
  readonly sights: TileSight[];
  readonly looks: LookCounts;
  readonly decodeMs: number;
  readonly detectMs: number;
  readonly classifyMs: number;
}

/** Takes atlases apart into tiles and says what is seen in each: look, align, judge, classify. */
export function createAnalyser(
  networks: Networks,
  classifier: Classifier,
): (atlas: Atlas, tiles: readonly KeyedTile[], effort: Effort) => Promise<Analysis> {
  const looker = new Looker(networks);
  const sheet = new CropSheet();
  return async (atlas, tiles, effort) => {
    const start = performance.now();
    const picture = await decode(atlas);
    try {
      const decoded = performance.now();
      const { seen, looks } = await looker.look(picture, tiles, decoded, effort === 'full' ? FULL_EFFORT : LOW_EFFORT);
      const detected = performance.now();
      sheet.clear(tiles.length);
      const sights = seen.map((one, index): TileSight | null => {
        const rect = tiles[index]?.rect;
        if (one.state !== 'face' || !rect) return { state: one.state === 'face' ? 'no-face' : one.state };
        return sheet.add(picture, rect, one.face) ? null : { state: 'too-small' };
      });
      const faceSights = await readFaces(sheet, classifier);
      return {
        sights: sights.map((sight) => sight ?? faceSights.shift() ?? { state: 'no-face' }),
        looks,
        decodeMs: decoded - start,
        detectMs: detected - decoded,
        classifyMs: performance.now() - detected,
      };
    } finally {
      picture.close();
    }
  };
}

/** @returns a picture to be closed by who asked */
async function decode(atlas: Atlas): Promise<ImageBitmap> {
  if (atlas instanceof Blob) return createImageBitmap(atlas);
  const { bytes, width: codedWidth, height: codedHeight, matrix, fullRange } = atlas;
  // Primaries and transfer are taken for those of the canvas: another conversion would cost more than it changes.
  const colorSpace = { matrix, fullRange, primaries: 'bt709', transfer: 'bt709' } as const;
  const frame = new VideoFrame(bytes, { format: 'I420', codedWidth, codedHeight, colorSpace, timestamp: 0 });
  try {
    return await createImageBitmap(frame);
  } finally {
    frame.close();
  }
}
