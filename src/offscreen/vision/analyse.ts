import { FULL_EFFORT, LOW_EFFORT } from '../../core/look.ts';
import type { TileSight } from '../../core/mood-track.ts';
import type { Atlas } from '../../wire/frames.ts';
import type { Effort, HostToVision } from '../../wire/vision.ts';
import type { Classifier } from './classifier.ts';
import { cropOf, eyeDistancePx } from './crops.ts';
import { Decoder } from './decoder.ts';
import { type LookCounts, Looker } from './looker.ts';
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

type Tiles = Extract<HostToVision, { type: 'analyse' }>['tiles'];

/** Takes atlases apart into tiles and says what is seen in each: look, align, judge, classify. */
export function createAnalyser(
  networks: Networks,
  classifier: Classifier,
): (atlas: Atlas, tiles: Tiles, effort: Effort) => Promise<Analysis> {
  const decoder = new Decoder();
  const looker = new Looker(networks);
  return async (atlas, tiles, effort) => {
    const start = performance.now();
    const pictures = await decoder.decode(
      atlas,
      tiles.map(({ place }) => place),
    );
    const keyed = pictures.map((picture, index) => ({ picture, key: tiles[index]?.key ?? null }));
    const decoded = performance.now();
    const { seen, looks } = await looker.look(keyed, decoded, effort === 'full' ? FULL_EFFORT : LOW_EFFORT);
    const detected = performance.now();
    const faces = seen.flatMap((one, index) => {
      const picture = pictures[index];
      return one.state === 'face' && picture ? [cropOf(picture, one.face)] : [];
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
