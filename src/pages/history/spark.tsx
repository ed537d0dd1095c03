import type { JSX } from 'preact';
import { signedText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';

const WIDTH = 120;
const HEIGHT = 32;
const MIDDLE = HEIGHT / 2;

/** Valence over a whole call in a small drawing, and in words; nothing is drawn where nothing was read. */
export function Spark({ points }: { readonly points: readonly (number | null)[] }): JSX.Element {
  const read = points.filter((point) => point !== null);
  const mean = read.reduce((sum, point) => sum + point, 0) / read.length;
  const label = read.length === 0 ? text('sparkline_no_reading') : text('history_mean', { valence: signedText(mean) });
  return (
    <svg class="spark" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
      <line class="spark-middle" x1="0" y1={MIDDLE} x2={WIDTH} y2={MIDDLE} />
      <path class="spark-line" d={pathOf(points)} />
    </svg>
  );
}

/** A stretch of one point becomes a dot: a line of no length, with round ends. */
function pathOf(points: readonly (number | null)[]): string {
  const x = (index: number) => ((points.length > 1 ? index / (points.length - 1) : 0.5) * (WIDTH - 4) + 2).toFixed(1);
  return points
    .map((point, index) => {
      if (point === null) return '';
      const y = (MIDDLE - point * (MIDDLE - 2)).toFixed(1);
      const begins = (points[index - 1] ?? null) === null;
      const ends = (points[index + 1] ?? null) === null;
      return `${begins ? 'M' : 'L'}${x(index)} ${y}${begins && ends ? 'h0' : ''}`;
    })
    .join('');
}
