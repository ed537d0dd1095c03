import uPlot from 'uplot';
import type { Moment } from '../core/call-record.ts';
import { clockText, percentText, signedText, timeText } from '../locales/formats.ts';
import { type Charted, type ChartPoint, columnsOf, type View } from './chart-data.ts';
import { drawGaps, drawMoments, drawShares } from './drawing.ts';
import { paletteOf } from './palette.ts';

const MOOD_HEIGHT_PX = 180;
const SHARES_HEIGHT_PX = 120;
/** Room for the numbers beside the plotting area; the same for both, so that their times lie below each other. */
const AXIS_PX = 48;

/** What the times along the axis may be apart: a call is seconds to hours, and two minutes are as round as five. */
const TIME_STEPS_S = [1, 5, 10, 15, 30, ...[1, 2, 5, 10, 15, 30, 60, 120, 240].map((minutes) => 60 * minutes)];

/** What is drawn at present. */
export interface Drawn {
  readonly call: Charted;
  readonly points: readonly ChartPoint[];
  readonly moments: readonly Moment[];
  readonly view: View;
}

/** The two plots of a chart below each other, one on the time of the other. */
export interface Plots {
  draw(next: Drawn): void;
  /** The plots' canvases, from top to bottom. */
  canvases(): readonly HTMLCanvasElement[];
}

/** Makes the plots inside `box`, as wide as it is, until `signal` aborts.
 * @param onZoom the user dragged over a stretch of time, or double-clicked for all of it (null) */
export function makePlots(box: HTMLElement, first: Drawn, onZoom: (view: View | null) => void, signal: AbortSignal): Plots {
  let drawn = first;
  const palette = paletteOf(box);
  const zoom = (plot: uPlot) => {
    const { left, width } = plot.select;
    if (width < 4) return;
    const [fromMs, toMs] = [left, left + width].map((px) => plot.posToVal(px, 'x') * 1_000);
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (fromMs !== undefined && toMs !== undefined) onZoom({ fromMs, toMs });
  };
  const axis = (values: (plot: uPlot, splits: number[]) => string[]): uPlot.Axis => ({
    stroke: () => palette('--text-muted'),
    grid: { stroke: () => palette('--outline'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
    values,
  });
  const common = {
    width: Math.max(1, box.clientWidth),
    legend: { show: false },
    padding: [8, 36, 0, 0] as [number, number, number, number],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => {
          onZoom(null);
          return null;
        },
      },
    },
  } satisfies Partial<uPlot.Options>;
  const time: uPlot.Axis = {
    ...axis((_, splits) => {
      const spanS = (splits[1] ?? 0) - (splits[0] ?? 0);
      // Each runs as its own words do, though the axis runs from left to right.
      return splits.map((seconds) => `\u2068${(spanS < 60 ? timeText : clockText)(seconds * 1_000)}\u2069`);
    }),
    // With room between the times, and between the first of them and the lowest value.
    space: 96,
    incrs: TIME_STEPS_S,
    size: 32,
    gap: 8,
  };
  const x: uPlot.Scale = { time: true, auto: false };
  const mood = new uPlot(
    {
      ...common,
      height: MOOD_HEIGHT_PX,
      scales: { x, y: { auto: false, range: [-1, 1] } },
      axes: [time, { ...axis((_, splits) => splits.map(signedText)), size: AXIS_PX, splits: () => [-1, -0.5, 0, 0.5, 1] }],
      series: [{}, lineOf(() => palette('--positive')), { ...lineOf(() => palette('--negative')), dash: [5, 4] }],
      hooks: {
        drawAxes: [(plot) => drawGaps(plot, drawn.call, palette)],
        draw: [(plot) => drawMoments(plot, drawn.moments, palette)],
        setSelect: [zoom],
      },
    },
    columnsOf(drawn.points),
    box,
  );
  const shares = new uPlot(
    {
      ...common,
      height: SHARES_HEIGHT_PX,
      scales: { x, y: { auto: false, range: [0, 1] } },
      axes: [time, { ...axis((_, splits) => splits.map(percentText)), size: AXIS_PX, splits: () => [0, 0.5, 1] }],
      // Drawn by ourselves: a slice is a block of five seconds, not a point of a line.
      series: [{}, { show: false }, { show: false }],
      hooks: {
        drawAxes: [(plot) => drawGaps(plot, drawn.call, palette), (plot) => drawShares(plot, drawn.points, palette)],
        setSelect: [zoom],
      },
    },
    columnsOf(drawn.points),
    box,
  );
  const plots = [mood, shares];
  const show = () => {
    for (const plot of plots) plot.setScale('x', { min: drawn.view.fromMs / 1_000, max: drawn.view.toMs / 1_000 });
  };
  show();
  const observer = new ResizeObserver(() => {
    for (const plot of plots) plot.setSize({ width: Math.max(1, box.clientWidth), height: plot.height });
  });
  observer.observe(box);
  const redraw = () => plots.forEach((plot) => plot.redraw());
  const theme = new MutationObserver(redraw);
  theme.observe(document.documentElement, { attributes: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    theme.disconnect();
    for (const plot of plots) plot.destroy();
  });
  return {
    draw(next) {
      const columns = columnsOf(next.points);
      drawn = next;
      for (const plot of plots) plot.setData(columns, false);
      show();
    },
    canvases: () => plots.map(({ ctx }) => ctx.canvas),
  };
}

/** A line with dots where a reading stands alone between gaps and would not be seen otherwise. */
function lineOf(stroke: () => string): uPlot.Series {
  return {
    stroke,
    width: 2,
    spanGaps: false,
    points: {
      show: true,
      size: 6,
      fill: stroke,
      filter: (plot, seriesIndex) => {
        const values = plot.data[seriesIndex] ?? [];
        const there = (index: number) => typeof values[index] === 'number';
        return Array.from(values, (_, index) => index).filter((index) => there(index) && !there(index - 1) && !there(index + 1));
      },
    },
  };
}
