/**
 * Every measurement behind the model card, in the order in which they are made. Each prints one line of JSON, which
 * `npm run measure` keeps as RESULTS/<name>.json. Capital words stand for folders: DATA (models/training/README.md),
 * CHECKPOINT (a file of train.py), RESULTS (outside the project: it will hold images).
 */
export const RUNS = {
  ferplus: 'npm run evaluate -- RESULTS/images/ferplus --json',
  'ferplus-detect': 'npm run evaluate -- RESULTS/images/ferplus --detect --json',
  fer2013: 'npm run evaluate -- RESULTS/images/fer2013 --json',
  parity: 'npm run parity -- DATA RESULTS/reference --json',
  baseline: 'npm run baseline -- DATA --json',
  robustness: '/usr/bin/python3 models/training/conditions.py --data DATA --checkpoint CHECKPOINT --json',
} as const;
export type RunName = keyof typeof RUNS;

/** What must be there before: the validation images as labelled folders, and PyTorch's own logits for them. */
export const PREPARATIONS = [
  'npm run build',
  'npx tsx models/evaluation/unpack-fer2013.ts DATA RESULTS/images/ferplus',
  'npx tsx models/evaluation/unpack-fer2013.ts DATA RESULTS/images/fer2013 --labels fer2013',
  '/usr/bin/python3 models/training/export.py --data DATA --checkpoint CHECKPOINT --out RESULTS/export --reference RESULTS/reference',
] as const;
