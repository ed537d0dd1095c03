import { FULL_EFFORT, LOW_EFFORT } from '../../core/look.ts';
import type { TileSight } from '../../core/mood-track.ts';
import type { Atlas } from '../../wire/frames.ts';
import type { Effort } from '../../wire/vision.ts';
import type { Classifier } from './classifier.ts';
import { cropOf, eyeDistancePx } from './crops.ts';
import { Decoder } from './decoder.ts';
import { type KeyedTile, type LookCounts, Looker } from './looker.ts';
import type { Networks } from './networks.ts';
import { readFaces } from './read-faces.ts';

export interface Analysis {
  readonly sights: TileSight[];
  /** Of each tile's face, in px of the tile; null without one. */
  readonly eyeDistancesPx: (number | null)[];
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
  const decoder = new Decoder();
  const looker = new Looker(networks);
  return async (atlas, tiles, effort) => {
    const start = performance.now();
    const picture = await decoder.decode(atlas);
    const decoded = performance.now();
    const { seen, looks } = await looker.look(picture, tiles, decoded, effort === 'full' ? FULL_EFFORT : LOW_EFFORT);
    const detected = performance.now();
    const faces = seen.flatMap((one, index) => {
      const rect = tiles[index]?.rect;
      return one.state === 'face' && rect ? [cropOf(picture, rect, one.face)] : [];
    });
    const faceSights = await readFaces(faces, classifier);
    const sights = seen.map(({ state }): TileSight => (state === 'face' ? (faceSights.shift() ?? { state: 'no-face' }) : { state }));
    const eyeDistancesPx = seen.map((one) => (one.state === 'face' ? eyeDistancePx(one.face) : null));
    return {
      sights,
      eyeDistancesPx,
      looks,
      decodeMs: decoded - start,
      detectMs: detected - decoded,
      classifyMs: performance.now() - detected,
    };
  };
}
