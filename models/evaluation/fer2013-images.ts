import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fer2013Row, parseFer2013Rows } from './fer2013-rows.ts';
import { Refusal } from './refusal.ts';

/** Side of the square grey images, px. */
export const IMAGE_SIDE = 48;
const SIZE = IMAGE_SIDE * IMAGE_SIDE;

/** One part of the raw training data (models/training/README.md): labels and images in the same order. */
export interface Fer2013Images {
  readonly rows: readonly Fer2013Row[];
  /** The bytes of one image, row-major, 0 = black. */
  bytes(index: number): Uint8Array;
  /** The same as the network's crop: values in [0, 1]. */
  crop(index: number): Float32Array;
}

/** @throws Refusal if the folder does not hold this part, or labels and images do not fit each other */
export async function readFer2013Images(folder: string, set: 'validation' | 'train'): Promise<Fer2013Images> {
  const read = (name: string) =>
    readFile(join(folder, name)).catch(() => {
      throw new Refusal(`${join(folder, name)} cannot be read.`);
    });
  const rows = parseFer2013Rows((await read(`${set}.labels.csv`)).toString('utf8'));
  const images = await read(`${set}.images.u8`);
  if (images.length !== rows.length * SIZE) throw new Refusal(`${set}: ${images.length / SIZE} images but ${rows.length} labels.`);
  const bytes = (index: number) => images.subarray(index * SIZE, (index + 1) * SIZE);
  return { rows, bytes, crop: (index) => Float32Array.from(bytes(index), (value) => value / 255) };
}
