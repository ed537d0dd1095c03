import { EXPRESSIONS } from '../../src/core/expression.ts';
import type { LabelSet } from './labels.ts';
import { Refusal } from './refusal.ts';

/** One line of `*.labels.csv`; see the data format in models/training/README.md. */
export interface Fer2013Row {
  /** Line of fer2013.csv. */
  readonly row: number;
  readonly fer2013: string;
  /** Votes for the eight emotions, then unknown and not-a-face. */
  readonly votes: readonly number[];
}

const COLUMNS = ['row', 'fer2013', ...[...EXPRESSIONS, 'unknown', 'not_a_face'].map((name) => `ferplus_${name}`)];

/** Reads a labels file. @throws Refusal if its columns are not those of the format */
export function parseFer2013Rows(csv: string): Fer2013Row[] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/);
  if (header !== COLUMNS.join()) throw new Refusal(`The labels file does not have the columns ${COLUMNS.join()}.`);
  return lines.map((line) => {
    const [row = '', fer2013 = '', ...votes] = line.split(',');
    return { row: Number(row), fer2013, votes: votes.map(Number) };
  });
}

/**
 * FER+ majority emotion (Barsoum et al. 2016, arXiv:1608.01041): single votes are noise; the largest of the ten columns
 * must hold more than half of what remains and be an emotion. Null without a majority.
 */
export function majorityLabel(votes: readonly number[]): string | null {
  const kept = votes.map((count) => (count > 1 ? count : 0));
  const most = Math.max(...kept);
  const total = kept.reduce((a, b) => a + b, 0);
  return most > total / 2 ? (EXPRESSIONS[kept.indexOf(most)] ?? null) : null;
}

/** The class folder of a row, or null if it has no label in this set. */
export function folderOf(row: Fer2013Row, set: LabelSet): string | null {
  return set === 'fer2013' ? row.fer2013 : majorityLabel(row.votes);
}
