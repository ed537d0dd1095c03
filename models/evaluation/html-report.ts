import { basename } from 'node:path';
import { confusionChart, coverageChart, reliabilityChart } from './charts.ts';
import type { Evaluation } from './evaluation.ts';
import { notesOf } from './notes.ts';
import { REPORT_STYLE } from './report-style.ts';
import { count, percent } from './text-report.ts';

/** A run as one page that loads nothing: figures, charts and the numbers behind them as tables. */
export function htmlReport(evaluation: Evaluation, folder: string, when: Date): string {
  const { n, accuracy, macroF1, meanRecall, ece, head, detect, model, coverage, reliability, confusion } = evaluation;
  const name = escaped(basename(folder));
  const notes = notesOf(evaluation);
  const figures: [string, string][] = [
    ['Images', count(n)],
    ['Accuracy', percent(accuracy)],
    ['Macro F1', percent(macroF1)],
    ['Mean recall', percent(meanRecall)],
    ['Calibration error', percent(ece)],
    ['Certain enough', percent(coverage.share)],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Evaluation: ${name}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<h1>Evaluation: ${name}</h1>
<p class="muted">${escaped(model.name)}, ${model.mmacs.toFixed(1)} MMACs, ${count(model.params)} parameters, ${(model.bytes / 1e6).toFixed(2)} MB, input ${model.input.slice(0, 2).join('×')} grey; ${
    head === 'ferplus' ? 'eight classes (FER+)' : 'seven classes (FER-2013)'
  }; ${detect ? 'faces detected and aligned as in a call' : 'each whole image taken as the crop'}; ${when.toISOString().slice(0, 10)}</p>
<dl class="figures">${figures.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>
${notes.length > 0 ? `<ul class="notes">${notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul>` : ''}
<h2>Confusion matrix</h2>
<figure class="wide"><figcaption>True class by row, answer by column. The stronger the colour, the larger the share of the row.</figcaption>
${confusionChart(confusion)}</figure>
${details(
  'The same as a table',
  ['true class', ...confusion.labels],
  confusion.rows.map((row, index) => [confusion.labels[index] ?? '', ...row.map(count)]),
)}
<h2>Classes</h2>
<div class="wide">${classTable(evaluation)}</div>
<div class="pair">
<section><h2>Reliability</h2>
<figure><figcaption>Accuracy by confidence in ${reliability.length} bins; calibrated answers reach the dashed line.</figcaption>
${reliabilityChart(reliability)}</figure>
${details(
  'Numbers',
  ['confidence', 'images', 'mean', 'accuracy'],
  reliability.map((bin) => [`${percent(bin.from)} – ${percent(bin.to)}`, count(bin.count), percent(bin.confidence), percent(bin.accuracy)]),
)}</section>
<section><h2>Coverage</h2>
<figure><figcaption>Accuracy when only the most certain images are answered. Ring: the product's threshold; it says "can't tell" for ${percent(1 - coverage.share)} and is right in ${percent(coverage.accuracy)} of the rest.</figcaption>
${coverageChart(coverage)}</figure>
${details(
  'Numbers',
  ['coverage', 'accuracy', 'certainty from'],
  coverage.curve.map((point) => [percent(point.coverage), percent(point.accuracy), point.certainty.toFixed(2)]),
)}</section>
</div>
</body>
</html>
`;
}

function classTable({ perClass, macroPrecision, meanRecall, macroF1, n }: Evaluation): string {
  const rows = perClass.map((one) => [one.label, percent(one.precision), percent(one.recall), percent(one.f1), count(one.images)]);
  const total = ['mean of classes', percent(macroPrecision), percent(meanRecall), percent(macroF1), count(n)];
  return table(['class', 'precision', 'recall', 'F1', 'images'], [...rows, total], true);
}

const details = (summary: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
  `<details><summary>${summary}</summary><div class="wide">${table(head, rows)}</div></details>`;

function table(head: readonly string[], rows: readonly (readonly string[])[], lastIsTotal = false): string {
  const body = rows.map(([name = '', ...cells], index) => {
    const total = lastIsTotal && index === rows.length - 1 ? ' class="total"' : '';
    return `<tr${total}><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<table><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
