import type { AtlasRect } from '../../core/atlas.ts';
import type { TileSight } from '../../core/mood-track.ts';
import { CropSheet } from './crops.ts';
import type { DetectedFace, Detector } from './detector.ts';
import type { Network } from './network.ts';
import { readFaces } from './read-faces.ts';

/** A second face counts if it is at least this share of the largest one's height. */
const SECOND_FACE_SHARE = 0.5;

export interface Analysis {
  readonly sights: TileSight[];
  readonly decodeMs: number;
  readonly detectMs: number;
  readonly classifyMs: number;
}

/** Takes atlases apart into tiles and says what is seen in each: detect, align, judge, classify. */
export function createAnalyser(detector: Detector, network: Network): (atlas: Blob, rects: readonly AtlasRect[]) => Promise<Analysis> {
  const sheet = new CropSheet();
  return async (atlas, rects) => {
    const start = performance.now();
    const picture = await createImageBitmap(atlas);
    const decoded = performance.now();
    sheet.clear(rects.length);
    const sights: (TileSight | null)[] = [];
    try {
      for (const { x, y, width, height } of rects) {
        const tile = await createImageBitmap(picture, x, y, width, height);
        try {
          const faces = detector.detect(tile);
          sights.push(sightWithoutMood(faces) ?? (sheet.add(tile, faces[0] as DetectedFace) ? null : { state: 'too-small' }));
        } finally {
          tile.close();
        }
      }
    } finally {
      picture.close();
    }
    const detected = performance.now();
    const faceSights = await readFaces(sheet, network);
    return {
      sights: sights.map((sight) => sight ?? faceSights.shift() ?? { state: 'no-face' }),
      decodeMs: decoded - start,
      detectMs: detected - decoded,
      classifyMs: performance.now() - detected,
    };
  };
}

function sightWithoutMood(faces: readonly DetectedFace[]): TileSight | null {
  const [first, second] = faces;
  if (!first) return { state: 'no-face' };
  return second && second.box.height >= SECOND_FACE_SHARE * first.box.height ? { state: 'several-faces' } : null;
}
