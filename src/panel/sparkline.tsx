import type { JSX } from 'preact';
import { listText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import { HEIGHT, MIDDLE, sparklinePaths, WIDTH } from './sparkline-path.ts';
import { direction, type Direction, meanValence, valenceLevel, type TrendPoint, type ValenceLevel } from './trend.ts';

/** The level that stands for "now" in the spoken summary. */
const NOW_MS = 15_000;

/** Leaves the round ends of a line whole at both edges. */
const EDGE = 3;
const FULL_WIDTH = WIDTH + 2 * EDGE;

interface SparklineProps {
  readonly points: readonly TrendPoint[];
  readonly endMs: number;
  readonly minutes: number;
}

/** Valence over the last minutes: above the middle is positive, below negative, nothing is no reading. */
export function Sparkline({ points, endMs, minutes }: SparklineProps): JSX.Element {
  const drawn = sparklinePaths(points, endMs, minutes * 60_000);
  const mean = meanValence(points, endMs - NOW_MS, endMs);
  const level = mean === null ? null : valenceLevel(mean);
  const label = sparklineText(minutes, level, direction(points, endMs), Math.max(0, drawn.length - 1));
  const strokes = drawn.map(({ startMs, line, area }) => (
    <g key={startMs}>
      <path class="sparkline-area" d={area} />
      <path class="sparkline-line" d={line} />
    </g>
  ));
  return (
    <svg class="sparkline" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
      <line class="sparkline-middle" x1="0" y1={MIDDLE} x2={WIDTH} y2={MIDDLE} />
      {/* Each half clips the same line, so that it changes colour where it crosses the middle. */}
      <svg class="positive" aria-hidden="true" x={-EDGE} width={FULL_WIDTH} height={MIDDLE} viewBox={`${-EDGE} 0 ${FULL_WIDTH} ${MIDDLE}`}>
        {strokes}
      </svg>
      <svg
        class="negative"
        aria-hidden="true"
        x={-EDGE}
        y={MIDDLE}
        width={FULL_WIDTH}
        height={MIDDLE}
        viewBox={`${-EDGE} ${MIDDLE} ${FULL_WIDTH} ${MIDDLE}`}
      >
        {strokes}
      </svg>
    </svg>
  );
}

/** The drawing in words, for someone who does not see it. */
function sparklineText(minutes: number, level: ValenceLevel | null, heading: Direction | null, gaps: number): string {
  const facts = [
    level === null ? text('sparkline_no_reading') : text(`valence_${level}`),
    ...(heading === null ? [] : [text(`direction_${heading}`)]),
    ...(gaps === 0 ? [] : [text('sparkline_gaps', { count: gaps })]),
  ];
  return text('sparkline', { count: minutes, facts: listText(facts) });
}
