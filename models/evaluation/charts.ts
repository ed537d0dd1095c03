import type { Coverage } from './coverage.ts';
import type { Evaluation } from './evaluation.ts';
import { CALIBRATION_BINS, type ReliabilityBin } from './metrics.ts';
import { count, percent } from './text-report.ts';

// Charts as inline SVG; colours come from the page's custom properties, so that they follow light and dark.

const PLOT = { left: 58, top: 12, width: 320, height: 240 } as const;
const at = (value: number) => value.toFixed(1);

/** True class by row, answer by column; the darker, the larger the share of the row. Labels must be plain names. */
export function confusionChart({ labels, rows }: Evaluation['confusion']): string {
  const cell = { width: 70, height: 34 };
  const left = 84;
  const top = 30;
  const width = left + labels.length * cell.width;
  const height = top + labels.length * cell.height;
  const columns = labels.map((label, x) => text(left + (x + 0.5) * cell.width, top - 10, label, 'middle'));
  const cells = rows.flatMap((row, y) => {
    const total = row.reduce((a, b) => a + b, 0);
    return [
      text(left - 8, top + (y + 0.5) * cell.height + 4, labels[y] ?? '', 'end'),
      ...row.map((value, x) => {
        const share = total > 0 ? value / total : 0;
        const place = `x="${left + x * cell.width + 1}" y="${top + y * cell.height + 1}" width="${cell.width - 2}" height="${cell.height - 2}"`;
        const said = `${labels[y]} answered as ${labels[x]}: ${count(value)} of ${count(total)}, ${percent(total > 0 ? share : null)}`;
        return (
          `<g class="cell" style="--share:${at(100 * share)}%"><title>${said}</title><rect ${place} rx="3"/>` +
          `${text(left + (x + 0.5) * cell.width, top + (y + 0.5) * cell.height + 4, count(value), 'middle', share > 0.5 ? 'strong' : value === 0 ? 'faint' : '')}</g>`
        );
      }),
    ];
  });
  return svg(width, height, 'Confusion matrix: true class by row, answer by column. The table below has the same numbers.', [
    ...columns,
    ...cells,
  ]);
}

/** Accuracy of answers by their confidence; calibrated answers lie on the dashed line. The strip below counts images. */
export function reliabilityChart(bins: readonly ReliabilityBin[]): string {
  const strip = { top: PLOT.top + PLOT.height + 56, height: 48 };
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const bar = PLOT.width / CALIBRATION_BINS;
  const shapes = bins.flatMap(({ from, to, count: images, confidence, accuracy }) => {
    if (confidence === null || accuracy === null) return [];
    const left = PLOT.left + from * PLOT.width + 1;
    const tall = (strip.height * images) / most;
    const said = `Confidence ${percent(from)} to ${percent(to)}: ${count(images)} images, mean confidence ${percent(confidence)}, accuracy ${percent(accuracy)}`;
    return [
      `<g><title>${said}</title>` +
        `<rect class="bar" x="${at(left)}" y="${at(yOf(accuracy))}" width="${at(bar - 2)}" height="${at(accuracy * PLOT.height)}"/>` +
        `<circle class="dot" cx="${at(xOf(confidence))}" cy="${at(yOf(accuracy))}" r="3"/>` +
        `<rect class="bar" x="${at(left)}" y="${at(strip.top + strip.height - tall)}" width="${at(bar - 2)}" height="${at(tall)}"/></g>`,
    ];
  });
  const diagonal = `<path class="guide" d="M${at(xOf(0))} ${at(yOf(0))}L${at(xOf(1))} ${at(yOf(1))}"/>`;
  return svg(PLOT.left + PLOT.width + 24, strip.top + strip.height + 8, 'Reliability diagram: accuracy by confidence.', [
    ...axes(0, 'confidence'),
    ...shapes,
    diagonal,
    text(PLOT.left - 8, strip.top + 10, count(most), 'end'),
    text(PLOT.left - 8, strip.top + strip.height, 'images', 'end'),
  ]);
}

/** Accuracy when only the most certain images are answered; the ring is the product's own threshold. */
export function coverageChart({ curve, share, accuracy, threshold }: Coverage): string {
  const lowest = Math.min(accuracy ?? 1, ...curve.map((point) => point.accuracy));
  const floor = Math.min(0.8, Math.floor(lowest * 5) / 5);
  const points = curve.map((point) => `${at(xOf(point.coverage))} ${at(yOf(point.accuracy, floor))}`);
  const dots = curve.map(
    (point) =>
      `<circle class="dot" cx="${at(xOf(point.coverage))}" cy="${at(yOf(point.accuracy, floor))}" r="2.5"><title>Coverage ${percent(point.coverage)}: accuracy ${percent(point.accuracy)}, certainty at least ${point.certainty.toFixed(2)}</title></circle>`,
  );
  const ring =
    accuracy === null
      ? []
      : [
          `<circle class="ring" cx="${at(xOf(share))}" cy="${at(yOf(accuracy, floor))}" r="6"><title>At the product's threshold, certainty ${threshold}: coverage ${percent(share)}, accuracy ${percent(accuracy)}</title></circle>`,
        ];
  return svg(PLOT.left + PLOT.width + 24, PLOT.top + PLOT.height + 44, 'Accuracy against coverage.', [
    ...axes(floor, 'coverage'),
    `<path class="line" d="M${points.join('L')}"/>`,
    ...dots,
    ...ring,
  ]);
}

const xOf = (share: number) => PLOT.left + share * PLOT.width;
const yOf = (share: number, floor = 0) => PLOT.top + PLOT.height * (1 - (share - floor) / (1 - floor));

/** Percent axes: x from 0 to 100, y (accuracy) from `floor` to 100. */
function axes(floor: number, across: string): string[] {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  const title = text(xOf(0.5), PLOT.top + PLOT.height + 36, across, 'middle');
  const ticks = steps.flatMap((step) => {
    const value = floor + step * (1 - floor);
    const y = yOf(value, floor);
    return [
      `<path class="grid" d="M${PLOT.left} ${at(y)}H${PLOT.left + PLOT.width}"/>`,
      text(PLOT.left - 8, y + 4, `${Math.round(100 * value)} %`, 'end'),
      text(xOf(step), PLOT.top + PLOT.height + 18, `${100 * step} %`, 'middle'),
    ];
  });
  return [...ticks, title];
}

const text = (x: number, y: number, words: string, anchor: 'middle' | 'end', className = '') =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}"${className && ` class="${className}"`}>${words}</text>`;

const svg = (width: number, height: number, label: string, parts: readonly string[]) =>
  `<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${label}">${parts.join('')}</svg>`;
