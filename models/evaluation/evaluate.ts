import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { evaluate } from './evaluation.ts';
import { htmlReport } from './html-report.ts';
import { readLabelledFolder } from './labelled-folder.ts';
import { readShippedModel } from './shipped-model.ts';
import { parseEvaluateOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { Refusal, runCommand } from './refusal.ts';
import { runModel } from './run-model.ts';
import { textReport } from './text-report.ts';

// Measures the built extension's expression model on a labelled folder: npm run evaluate -- DIR (see README.md)

async function main(): Promise<void> {
  const { folder, json, report, detect } = parseEvaluateOptions(process.argv.slice(2));
  const labelled = await readLabelledFolder(folder);
  if (report) await expectWritable(report);
  const card = await readShippedModel();
  const paths = labelled.files.map(({ path }) => path);
  const progress = createProgress(paths.length, process.stderr, () => performance.now());
  const results = await runModel(paths, { detect, temperature: card.temperature }, progress);
  const evaluation = evaluate(labelled, results, card, detect);
  if (report) await writeFile(report, htmlReport(evaluation, resolve(folder), new Date()));
  console.log(json ? JSON.stringify(evaluation) : textReport(evaluation, resolve(folder)));
  if (report) console.error(`Report: ${resolve(report)}`);
}

/** Finds out before the work whether its report can be kept. */
async function expectWritable(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  const isFolder = await stat(file).then(
    (info) => info.isDirectory(),
    () => false,
  );
  if (isFolder) throw new Refusal(`--report takes a file to write, but ${resolve(file)} is a folder.`);
  await access(folder, constants.W_OK).catch(() => {
    throw new Refusal(`The report cannot be written: there is no writable folder ${folder}.`);
  });
}

runCommand(main);
