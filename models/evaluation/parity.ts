import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import type { ModelCard } from '../../src/wire/model-card.ts';
import { readFer2013Images } from './fer2013-images.ts';
import { folderOf } from './fer2013-rows.ts';
import { FER2013_LABELS, type LabelSet } from './labels.ts';
import { parseFolders } from './options.ts';
import { Refusal, runCommand } from './refusal.ts';
import { logitsOfCrops } from './shipped-network.ts';
import { percent } from './text-report.ts';

// Does tfjs say of the validation images what PyTorch says? The shipped files and the engine's own preprocessing against the
// logits that models/training/export.py writes with --reference FOLDER:
//   npm run parity -- DATA_FOLDER REFERENCE_FOLDER [--json]
// Status 1 if an accuracy differs by more than TOLERANCE.

/** A tenth of a percentage point. */
const TOLERANCE = 0.001;
const LABELS = { ferplus: EXPRESSIONS, fer2013: FER2013_LABELS } as const satisfies Record<LabelSet, readonly string[]>;

type Parity = Omit<ModelCard['parity'], 'command'>;

async function main(): Promise<void> {
  const { folders, json } = parseFolders(process.argv.slice(2), ['the data folder', 'the folder with PyTorch’s logits'], PARITY_USAGE);
  const [data = '', reference = ''] = folders;
  const images = await readFer2013Images(data, 'validation');
  const [ferplus, fer2013] = await Promise.all([readLogits(reference, 'ferplus'), readLogits(reference, 'fer2013')]);
  for (const rows of [ferplus, fer2013]) {
    if (rows.length !== images.rows.length)
      throw new Refusal(`${reference} has logits of ${rows.length} images, not ${images.rows.length}.`);
  }
  const here = await logitsOfCrops(images.rows.length, images.crop);
  const compared = {
    ferplus: compare(
      'ferplus',
      here.map((heads) => heads.ferplus),
      ferplus,
    ),
    fer2013: compare(
      'fer2013',
      here.map((heads) => heads.fer2013),
      fer2013,
    ),
  };
  const parity: Parity = {
    images: images.rows.length,
    backend: 'wasm',
    ferplusAccuracy: compared.ferplus.accuracy,
    fer2013Accuracy: compared.fer2013.accuracy,
    largestLogitDifference: Math.max(compared.ferplus.difference, compared.fer2013.difference),
    otherAnswers: here.filter((_, index) => compared.ferplus.other[index] || compared.fer2013.other[index]).length,
  };
  console.log(json ? JSON.stringify(parity) : textOf(parity));
  const gaps = [parity.ferplusAccuracy, parity.fer2013Accuracy].map(({ tfjs, pytorch }) => Math.abs(tfjs - pytorch));
  if (!(Math.max(...gaps) <= TOLERANCE))
    throw new Refusal('The accuracies lie more than 0.1 points apart: the exported model is not the trained one.');

  function compare(set: LabelSet, tfjs: readonly (readonly number[])[], pytorch: readonly (readonly number[])[]) {
    const truth = images.rows.map((row) => (LABELS[set] as readonly string[]).indexOf(folderOf(row, set) ?? ''));
    const accuracy = (rows: readonly (readonly number[])[]) => {
      const labelled = truth.flatMap((label, index) => (label < 0 ? [] : [top(rows[index] ?? []) === label]));
      return labelled.filter(Boolean).length / labelled.length;
    };
    return {
      accuracy: { tfjs: accuracy(tfjs), pytorch: accuracy(pytorch) },
      difference: Math.max(
        ...tfjs.map((row, index) => Math.max(...row.map((value, at) => Math.abs(value - (pytorch[index]?.[at] ?? Number.NaN))))),
      ),
      other: tfjs.map((row, index) => top(row) !== top(pytorch[index] ?? [])),
    };
  }
}

const PARITY_USAGE = `npm run parity -- DATA REFERENCE [--json]
  DATA        the folder with validation.images.u8 and validation.labels.csv (models/training/README.md)
  REFERENCE   what models/training/export.py wrote with --reference
  --json      print one line of JSON`;

const top = (row: readonly number[]) => row.indexOf(Math.max(...row));

/** Rows of raw float32, little-endian. */
async function readLogits(folder: string, set: LabelSet): Promise<number[][]> {
  const bytes = await readFile(join(folder, `${set}.f32`)).catch(() => {
    throw new Refusal(`${join(folder, `${set}.f32`)} cannot be read: write it with export.py --reference ${folder}.`);
  });
  const width = LABELS[set].length;
  const values = Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
  return Array.from({ length: values.length / width }, (_, index) => values.slice(index * width, (index + 1) * width));
}

function textOf({ images, backend, ferplusAccuracy, fer2013Accuracy, largestLogitDifference, otherAnswers }: Parity): string {
  return [
    `${images.toLocaleString('en')} images, tfjs on ${backend} against PyTorch`,
    `FER+ accuracy      ${percent(ferplusAccuracy.tfjs)} against ${percent(ferplusAccuracy.pytorch)}`,
    `FER-2013 accuracy  ${percent(fer2013Accuracy.tfjs)} against ${percent(fer2013Accuracy.pytorch)}`,
    `largest difference of a logit ${largestLogitDifference.toExponential(1)}; another answer for ${otherAnswers} images`,
  ].join('\n');
}

runCommand(main);
