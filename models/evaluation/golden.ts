import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GOLDEN_FACES, GOLDEN_TOLERANCE, largestDifference, openGoldenPage } from './golden-faces.ts';
import { parseFolders } from './options.ts';
import { Refusal, runCommand } from './refusal.ts';
import { type HeadLogits, TWO_HEADS_BACKENDS } from './two-heads.ts';

// After a change of the weights: writes what PyTorch says of the demo photographs' faces, and how far each backend of tfjs is from it.
//   npm run golden -- CHECKPOINT

const FILE = fileURLToPath(new URL('./golden-faces.json', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../training/logits.py', import.meta.url));

async function main(): Promise<void> {
  const { folders } = parseFolders(process.argv.slice(2), ['the checkpoint of the shipped weights'], 'npm run golden -- CHECKPOINT');
  const page = await openGoldenPage();
  try {
    const expected = askPyTorch(resolve(folders[0] ?? ''), Buffer.from(page.crops.flat()));
    for (const backend of TWO_HEADS_BACKENDS) {
      const difference = largestDifference(await page.logits(backend), expected);
      console.log(`${backend.padEnd(6)} largest difference of a logit ${difference.toExponential(1)}`);
      if (!(difference <= GOLDEN_TOLERANCE)) throw new Refusal('That is another network than the checkpoint’s: export it and build first.');
    }
    const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(4)));
    const faces = GOLDEN_FACES.map(({ photo, x, y, side }, index) => ({
      photo,
      x,
      y,
      side,
      ferplus: rounded(expected[index]?.ferplus ?? []),
      fer2013: rounded(expected[index]?.fer2013 ?? []),
    }));
    writeFileSync(FILE, `${JSON.stringify(faces, null, 2)}\n`);
    console.log(`${faces.length} faces written. Run "npm run fix" to lay the file out.`);
  } finally {
    await page.close();
  }
}

function askPyTorch(checkpoint: string, crops: Buffer): HeadLogits[] {
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [SCRIPT, '--checkpoint', checkpoint], {
    input: crops,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Refusal(`PyTorch gives no scores: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout) as HeadLogits[];
}

runCommand(main);
