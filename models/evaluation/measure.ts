import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedFile } from '../emit-files.ts';
import { parseFolders } from './options.ts';
import { Refusal, runCommand } from './refusal.ts';
import { PREPARATIONS, RUNS } from './runs.ts';

// Makes every measurement behind the model card, one after the other, with what each printed as RESULTS/<name>.json:
//   npm run measure -- DATA_FOLDER CHECKPOINT RESULTS_FOLDER
// A result that is there is kept, so that an interrupted run goes on; delete RESULTS after a change. About ten minutes.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const USAGE = 'npm run measure -- DATA CHECKPOINT RESULTS';

async function main(): Promise<void> {
  const names = ['the data folder', 'the checkpoint of the shipped weights', 'a folder for the results'];
  const { folders } = parseFolders(process.argv.slice(2), names, USAGE);
  const [data = '', checkpoint = '', results = ''] = folders.map((folder) => resolve(folder));
  const fromProject = relative(ROOT, results);
  if (fromProject !== '..' && !fromProject.startsWith(`..${sep}`)) {
    throw new Refusal('Keep the results outside the project: images lie among them, which must not be committed.');
  }
  const words = { DATA: data, CHECKPOINT: checkpoint, RESULTS: results };
  await mkdir(results, { recursive: true });
  for (const command of PREPARATIONS) await run(command, words);
  await expectShippedWeights(join(results, 'export', 'weights.bin'));
  for (const [name, command] of Object.entries(RUNS)) {
    const file = join(results, `${name}.json`);
    const there = await readFile(file, 'utf8').catch(() => null);
    if (there !== null) {
      console.error(`${name}: kept from before`);
      continue;
    }
    await writeFile(`${file}.part`, lastLine(await run(command, words)));
    await rename(`${file}.part`, file);
  }
  console.error(`Now: npm run card -- ${results}`);
}

/** PyTorch's figures must be of the weights that are shipped. */
async function expectShippedWeights(exported: string): Promise<void> {
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  if (hash(await readFile(exported)) !== hash(shippedFile('models/expression/weights.bin'))) {
    throw new Refusal(
      'The checkpoint gives other weights than models/expression holds: export it there first (models/training/README.md).',
    );
  }
}

/** Runs a command of runs.ts; its standard error is shown. @returns its standard output */
function run(command: string, words: Readonly<Record<string, string>>): Promise<string> {
  const [program = '', ...args] = command
    .split(' ')
    .map((part) => part.replace(/^(DATA|CHECKPOINT|RESULTS)\b/, (word) => words[word] ?? word));
  console.error(`\n> ${command}`);
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => void pieces.push(piece));
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done(Buffer.concat(pieces).toString('utf8')) : fail(new Refusal(`"${command}" ended with status ${code}.`)),
    );
  });
}

/** npm and the build write lines of their own before the JSON. */
const lastLine = (text: string): string => `${text.trim().split('\n').at(-1) ?? ''}\n`;

runCommand(main);
