import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { IMAGE_SIDE, readFer2013Images } from './fer2013-images.ts';
import { folderOf } from './fer2013-rows.ts';
import { greyPng } from './grey-png.ts';
import { Refusal, runCommand } from './refusal.ts';

// Writes the raw training data (models/training/README.md) as a labelled folder for `npm run evaluate`.
//   tsx models/evaluation/unpack-fer2013.ts DATA_FOLDER OUT_FOLDER [--labels ferplus|fer2013] [--set validation|train]

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

async function main(): Promise<void> {
  const { data, out, labels, set } = readOptions();
  const images = await readFer2013Images(data, set);
  const counts = new Map<string, number>();
  for (const [index, row] of images.rows.entries()) {
    const label = folderOf(row, labels);
    if (!label) continue;
    const folder = join(out, label);
    if (!counts.has(label)) await mkdir(folder, { recursive: true });
    counts.set(label, (counts.get(label) ?? 0) + 1);
    await writeFile(join(folder, `${row.row}.png`), greyPng(images.bytes(index), IMAGE_SIDE, IMAGE_SIDE));
  }
  const written = [...counts.values()].reduce((a, b) => a + b, 0);
  console.log(`${written} of ${images.rows.length} images written to ${out}`);
  for (const [label, count] of counts) console.log(`${label.padEnd(10)} ${count}`);
}

function readOptions() {
  const { values, positionals } = parse();
  const [data, out] = positionals;
  if (!data || !out) throw new Refusal('Name the data folder and the folder to write to.');
  const { labels = 'ferplus', set = 'validation' } = values;
  if (labels !== 'ferplus' && labels !== 'fer2013') throw new Refusal(`--labels takes ferplus or fer2013, not "${labels}".`);
  if (set !== 'validation' && set !== 'train') throw new Refusal(`--set takes validation or train, not "${set}".`);
  const fromProject = relative(PROJECT, resolve(out));
  if (fromProject !== '..' && !fromProject.startsWith(`..${sep}`)) {
    throw new Refusal('Write the images to a folder outside the project: they must not be committed.');
  }
  return { data, out: resolve(out), labels, set } as const;
}

function parse() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ allowPositionals: true, options: { labels: text, set: text } });
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

runCommand(main);
