import { basename } from 'node:path';
import type { Evaluation } from './evaluation.ts';
import { notesOf } from './notes.ts';

/** A run as text for a terminal. */
export function textReport(evaluation: Evaluation, folder: string): string {
  const { n, accuracy, macroPrecision, meanRecall, macroF1, ece, perClass, confusion, coverage, head, model } = evaluation;
  const width = Math.max(...confusion.labels.map((label) => label.length), 9) + 2;
  const row = (name: string, cells: readonly string[], cell = 10) => name.padEnd(width) + cells.map((text) => text.padStart(cell)).join('');
  return [
    `${basename(folder)}: ${count(n)} images, ${head === 'ferplus' ? 'eight classes (FER+)' : 'seven classes (FER-2013)'}${evaluation.detect ? ', faces detected and aligned' : ''}`,
    `${model.name}: ${model.mmacs.toFixed(1)} MMACs, ${count(model.params)} parameters, ${(model.bytes / 1e6).toFixed(2)} MB`,
    '',
    `accuracy ${percent(accuracy)}   macro F1 ${percent(macroF1)}   mean recall ${percent(meanRecall)}   calibration error ${percent(ece)}`,
    '',
    row('', ['precision', 'recall', 'F1', 'images']),
    ...perClass.map((one) => row(one.label, [percent(one.precision), percent(one.recall), percent(one.f1), count(one.images)])),
    row('macro', [percent(macroPrecision), percent(meanRecall), percent(macroF1), count(n)]),
    '',
    'True class by row, answer by column:',
    row(
      '',
      confusion.labels.map((label) => label.slice(0, 9)),
    ),
    ...confusion.rows.map((cells, index) => row(confusion.labels[index] ?? '', cells.map(count))),
    '',
    'Only the most certain images answered, of all that could be decoded:',
    row('coverage', ['accuracy', 'certainty']),
    ...coverage.curve
      .filter((_, index, { length }) => index % 2 === 1 || index === length - 1)
      .map((point) => row(percent(point.coverage), [percent(point.accuracy), `≥ ${point.certainty.toFixed(2)}`])),
    `In the product "can't tell" below certainty ${coverage.threshold}: ${percent(coverage.share)} answered, ${percent(coverage.accuracy)} of these right.`,
    ...notesOf(evaluation).flatMap((note) => ['', note]),
    '',
  ].join('\n');
}

/** A share as percent with one decimal; a dash where there is none. */
export const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);

/** A whole number with thousands separated. */
export const count = (value: number): string => value.toLocaleString('en');
