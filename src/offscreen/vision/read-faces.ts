import { judgeQuality } from '../../core/quality.ts';
import type { FaceSight } from '../../core/face-tracks.ts';
import type { Classifier } from './classifier.ts';
import type { CropSheet } from './crops.ts';

/** Judges every face on the sheet and classifies all that can be read in one batch, in their order. */
export async function readFaces(sheet: CropSheet, classifier: Classifier): Promise<FaceSight[]> {
  const crops = sheet.read().map((crop) => ({ crop, ...judgeQuality(crop.measures) }));
  const readable = crops.filter(({ reason }) => reason === null);
  const scores = await classifier.classify(readable.map(({ crop }) => crop.grey));
  return crops.map(({ factor, reason, weakest }): FaceSight => {
    if (reason) return { state: reason };
    const own = scores.shift();
    if (!own) throw new Error('fewer scores than faces');
    return { state: 'face', scores: own, quality: factor, ...(weakest ? { weakest } : {}) };
  });
}
