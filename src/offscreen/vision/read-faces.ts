import { judgeQuality } from '../../core/quality.ts';
import type { FaceSight } from '../../core/face-tracks.ts';
import type { Classifier } from './classifier.ts';
import type { FaceCrop } from './crops.ts';

const UNALIGNED = { factor: 0, reason: 'too-small', weakest: null } as const;

/** Judges every face and classifies all that can be read in one batch, in their order. One that could not be aligned is too small. */
export async function readFaces(faces: readonly (FaceCrop | null)[], classifier: Classifier): Promise<FaceSight[]> {
  const crops = faces.map((crop) => crop && { crop, ...judgeQuality(crop.measures) });
  const readable = crops.filter((one) => one !== null).filter(({ reason }) => reason === null);
  const scores = await classifier.classify(readable.map(({ crop }) => crop.grey));
  return crops.map((one): FaceSight => {
    const { factor, reason, weakest } = one ?? UNALIGNED;
    if (reason) return { state: reason };
    const own = scores.shift();
    if (!own) throw new Error('fewer scores than faces');
    return { state: 'face', scores: own, quality: factor, ...(weakest ? { weakest } : {}) };
  });
}
