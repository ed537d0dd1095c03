import { fileURLToPath } from 'node:url';
import type { Backend } from '../../src/wire/vision.ts';
import golden from './golden-faces.json' with { type: 'json' };
import type { HeadLogits, TwoHeadsBackend } from './two-heads.ts';
import { openWorkerPage } from './worker-page.ts';

/** A square of a photograph, px. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** A face of a photograph in npm `@vladmandic/face-api`, and what PyTorch says of it. The photograph is not in this project. */
export interface GoldenFace extends Square, HeadLogits {
  /** 1 to 6: `sampleN.jpg`. */
  readonly photo: number;
}

/**
 * Faces that stand upright, in squares as the product's detector and alignment frame them (measured once, and fixed: a
 * newer detector must not change what the network is given).
 */
export const GOLDEN_FACES: readonly GoldenFace[] = golden;

/** A logit may differ by this much: JPEG decoders differ by a grey level, and a graphics card counts in its own order. */
export const GOLDEN_TOLERANCE = 0.02;

export interface GoldenPage {
  /** The faces as the network's crops, CROP_SIDE² grey levels each, in the order of {@link GOLDEN_FACES}. */
  readonly crops: readonly (readonly number[])[];
  /** What the built extension's network says of them in tfjs, loaded by tfjs-converter. */
  logits(backend: TwoHeadsBackend): Promise<HeadLogits[]>;
  close(): Promise<void>;
}

/** Opens a real Chromium with the faces. */
export async function openGoldenPage(): Promise<GoldenPage> {
  const photos = [...new Set(GOLDEN_FACES.map(({ photo }) => photo))];
  const paths = photos.map((photo) =>
    fileURLToPath(new URL(`../../node_modules/@vladmandic/face-api/demo/sample${photo}.jpg`, import.meta.url)),
  );
  const page = await openWorkerPage('golden-faces.worker.ts', paths);
  const squares = GOLDEN_FACES.map(({ photo, x, y, side }) => ({ url: page.url(photos.indexOf(photo)), x, y, side }));
  const crops = (await page.call('cropsOf', squares)) as number[][];
  return {
    crops,
    logits: async (backend) => (await page.call('logitsOf', { backend, crops })) as HeadLogits[],
    close: page.close,
  };
}

/** The same by the engine's own code, which does without the converter. */
export async function engineLogits(backend: Backend, crops: GoldenPage['crops']): Promise<HeadLogits[]> {
  const page = await openWorkerPage('golden-engine.worker.ts', []);
  try {
    return (await page.call('engineLogitsOf', { backend, crops })) as HeadLogits[];
  } finally {
    await page.close();
  }
}

/** Largest difference of any logit of either output. */
export function largestDifference(found: readonly HeadLogits[], expected: readonly HeadLogits[]): number {
  const differences = expected.flatMap(({ ferplus, fer2013 }, index) => {
    const other = found[index];
    return [
      ...ferplus.map((value, at) => Math.abs(value - (other?.ferplus[at] ?? Number.NaN))),
      ...fer2013.map((value, at) => Math.abs(value - (other?.fer2013[at] ?? Number.NaN))),
    ];
  });
  return Math.max(...differences);
}
