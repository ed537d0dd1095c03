import type { ComponentChildren, JSX } from 'preact';
import { percentText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import type { CardEvaluation } from '../../wire/model-card.ts';

// Two small charts as plain SVG; the tables beside them have the same numbers.

const SIZE = { width: 320, height: 250 } as const;
const PLOT = { left: 44, top: 12, width: 252, height: 190 } as const;
const STEPS = [0, 0.25, 0.5, 0.75, 1] as const;
const LARGEST_DOT_PX = 9;

const xOf = (share: number) => PLOT.left + share * PLOT.width;
/** @param floor the share at the bottom of the chart */
const yOf = (share: number, floor: number) => PLOT.top + PLOT.height * (1 - (share - floor) / (1 - floor));
const points = (list: readonly (readonly [number, number])[]) => list.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

/** Right answers against certainty. */
export function ReliabilityChart({ reliability }: Pick<CardEvaluation, 'reliability'>): JSX.Element {
  const most = Math.max(...reliability.map(({ images }) => images));
  return (
    <Chart label={text('about_reliability_label')} floor={0} across={text('about_certainty')}>
      <line class="ideal" x1={xOf(0)} y1={yOf(0, 0)} x2={xOf(1)} y2={yOf(1, 0)} />
      {reliability.map(({ from, images, confidence, accuracy }) => (
        <circle key={from} class="dot" cx={xOf(confidence)} cy={yOf(accuracy, 0)} r={2 + (LARGEST_DOT_PX - 2) * Math.sqrt(images / most)} />
      ))}
    </Chart>
  );
}

/** Right answers against the share that is answered. */
export function CoverageChart({ coverage, threshold }: Pick<CardEvaluation, 'coverage' | 'threshold'>): JSX.Element {
  const lowest = Math.min(...coverage.map(({ accuracy }) => accuracy));
  // Down to the next full fifth, so that the curve fills the chart.
  const floor = Math.floor(lowest * 5) / 5;
  return (
    <Chart label={text('about_coverage_label')} floor={floor} across={text('about_coverage_share')}>
      <polyline class="line" points={points(coverage.map((point) => [xOf(point.coverage), yOf(point.accuracy, floor)]))} />
      {threshold.accuracy !== null && <circle class="ring" cx={xOf(threshold.answered)} cy={yOf(threshold.accuracy, floor)} r="6" />}
    </Chart>
  );
}

interface ChartProps {
  readonly label: string;
  readonly floor: number;
  readonly across: string;
  readonly children: ComponentChildren;
}

function Chart({ label, floor, across, children }: ChartProps): JSX.Element {
  return (
    <svg class="chart" role="img" aria-label={label} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}>
      {STEPS.map((step) => {
        const share = floor + step * (1 - floor);
        return (
          <g key={step} aria-hidden="true">
            <line class="grid" x1={PLOT.left} x2={PLOT.left + PLOT.width} y1={yOf(share, floor)} y2={yOf(share, floor)} />
            <text x={PLOT.left - 6} y={yOf(share, floor) + 4} text-anchor="end">
              {percentText(share)}
            </text>
            <text x={xOf(step)} y={PLOT.top + PLOT.height + 18} text-anchor="middle">
              {percentText(step)}
            </text>
          </g>
        );
      })}
      <text class="axis" x={xOf(0.5)} y={SIZE.height - 8} text-anchor="middle" aria-hidden="true">
        {across}
      </text>
      {children}
    </svg>
  );
}
