import type uPlot from 'uplot';
import { BIN_MS } from '../core/bins.ts';
import type { Moment } from '../core/call-record.ts';
import { EXPRESSIONS } from '../core/expression.ts';
import type { Charted, ChartPoint } from './chart-data.ts';

// What uPlot does not draw by itself. All of it in canvas pixels, inside the plotting area.

type Palette = (token: string) => string;

/** Left and right edge of a stretch of time, on whole pixels so that neighbours leave no seam. */
function edges(plot: uPlot, fromMs: number, toMs: number): { left: number; width: number } {
  const [left, right] = [fromMs, toMs].map((ms) => Math.round(plot.valToPos(ms / 1_000, 'x', true)));
  return { left: left ?? 0, width: Math.max(1, (right ?? 0) - (left ?? 0)) };
}

function inPlot(plot: uPlot, draw: (context: CanvasRenderingContext2D, box: uPlot.BBox) => void): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, bbox);
  ctx.restore();
}

/** Shades what was not watched. */
export function drawGaps(plot: uPlot, { startedAtMs, gaps }: Charted, palette: Palette): void {
  inPlot(plot, (context, { top, height }) => {
    context.fillStyle = palette('--chart-gap');
    for (const { from, to } of gaps) {
      const { left, width } = edges(plot, startedAtMs + from * BIN_MS, startedAtMs + (to + 1) * BIN_MS);
      context.fillRect(left, top, width, height);
    }
  });
}

/** The eight probabilities of each slice, stacked in their order from the bottom; nothing where nothing was read. */
export function drawShares(plot: uPlot, points: readonly ChartPoint[], palette: Palette): void {
  inPlot(plot, (context, { top, height }) => {
    let base = points.map(() => 0);
    for (const name of EXPRESSIONS) {
      context.fillStyle = palette(`--expression-${name}`);
      base = points.map(({ startMs, line }, index) => {
        const below = base[index] ?? 0;
        if (!line?.mood) return below;
        const above = below + line.mood.expression[name];
        const { left, width } = edges(plot, startMs, startMs + BIN_MS);
        const [low, high] = [below, above].map((share) => Math.round(top + height * (1 - Math.min(1, share))));
        if (low !== undefined && high !== undefined && low > high) context.fillRect(left, high, width, low - high);
        return above;
      });
    }
  });
}

/** A dashed line for each moment, with a mark at its top: a diamond was found, a triangle is a bookmark. */
export function drawMoments(plot: uPlot, moments: readonly Moment[], palette: Palette): void {
  inPlot(plot, (context, { top, height }) => {
    const size = 5 * devicePixelRatio;
    context.strokeStyle = palette('--text');
    context.fillStyle = palette('--text');
    context.lineWidth = devicePixelRatio;
    context.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const { atMs, kind } of moments) {
      const x = Math.round(plot.valToPos(atMs / 1_000, 'x', true)) + 0.5;
      context.beginPath();
      context.moveTo(x, top + 2 * size);
      context.lineTo(x, top + height);
      context.stroke();
      context.beginPath();
      context.moveTo(x - size, top + (kind === 'found' ? size : 0));
      if (kind === 'found') context.lineTo(x, top);
      context.lineTo(x + size, top + (kind === 'found' ? size : 0));
      context.lineTo(x, top + 2 * size);
      context.closePath();
      context.fill();
    }
  });
}
