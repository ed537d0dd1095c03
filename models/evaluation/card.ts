import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelCard } from '../../src/wire/model-card.ts';
import { shippedFile } from '../emit-files.ts';
import { buildCard, type CardSources } from './card-build.ts';
import { fillReadme } from './card-tables.ts';
import { parseFolders } from './options.ts';
import { Refusal, runCommand } from './refusal.ts';
import { type RunName, RUNS } from './runs.ts';
import { readShippedModel } from './shipped-model.ts';

// Writes models/card.json, and the tables of models/README.md, from what the runs printed (`npm run measure`):
//   npm run card -- RESULTS_FOLDER

const CARD = fileURLToPath(new URL('../card.json', import.meta.url));
const README = fileURLToPath(new URL('../README.md', import.meta.url));

async function main(): Promise<void> {
  const { folders } = parseFolders(process.argv.slice(2), ['the folder with the results of npm run measure'], 'npm run card -- RESULTS');
  const result = (name: RunName): Promise<unknown> => readResult(folders[0] ?? '', name);
  const description = JSON.parse(new TextDecoder().decode(shippedFile('models/expression/model.json'))) as {
    userDefinedMetadata: { epochs: number };
  };
  // The schema of the card says whether they are what they should be.
  const card = buildCard({
    model: await readShippedModel(),
    epochs: description.userDefinedMetadata.epochs,
    weightsSha256: createHash('sha256').update(shippedFile('models/expression/weights.bin')).digest('hex'),
    evaluations: {
      ferplus: await result('ferplus'),
      'ferplus-detect': await result('ferplus-detect'),
      fer2013: await result('fer2013'),
    },
    parity: await result('parity'),
    baseline: await result('baseline'),
    robustness: await result('robustness'),
  } as CardSources);
  await writeFile(CARD, `${jsonOf(card)}\n`);
  await writeFile(README, fillReadme(await readFile(README, 'utf8'), card));
  console.log('models/card.json and the tables of models/README.md are written.');
}

async function readResult(folder: string, name: RunName): Promise<unknown> {
  const file = join(folder, `${name}.json`);
  const content = await readFile(file, 'utf8').catch(() => {
    throw new Refusal(`${file} cannot be read: it holds what "${RUNS[name]}" prints; "npm run measure" makes it.`);
  });
  try {
    return JSON.parse(content);
  } catch {
    throw new Refusal(`${file} is not JSON: run "${RUNS[name]}" again.`);
  }
}

/** JSON with a line for each innermost list or object, so that a changed figure is a changed line. */
const jsonOf = (card: ModelCard): string =>
  JSON.stringify(card, null, 1).replaceAll(
    /([[{])\n\s*([^[\]{}]*?)\n\s*([\]}])/g,
    (_, open: string, inner: string, close: string) => open + inner.replaceAll(/\n\s*/g, ' ') + close,
  );

runCommand(main);
