import { stretches, type TrendPoint } from './trend.ts';

/** The drawing's own units; the SVG is stretched to the card's width. */
export const WIDTH = 300;
export const HEIGHT = 40;
export const MIDDLE = HEIGHT / 2;
/** Room for the stroke at valence ±1. */
const MARGIN = 2;

/** An unbroken stretch of readings: its line, and the area between the line and the middle. */
interface Stretch {
  /** Its first reading. */
  readonly startMs: number;
  readonly line: string;
  readonly area: string;
}

/** Height of a valence in drawing units, 0 at the top.
 * @param valence in [-1, 1] */
export function heightOf(valence: number): number {
  return MIDDLE - valence * (MIDDLE - MARGIN);
}

/** One path per stretch of readings in the `spanMs` before `endMs`; between two stretches nothing is drawn.
 * A stretch of a single reading becomes a dot (a line of no length, with round ends). */
export function sparklinePaths(points: readonly TrendPoint[], endMs: number, spanMs: number): readonly Stretch[] {
  const fromMs = endMs - spanMs;
  const recent = points.filter(({ atMs }) => atMs >= fromMs && atMs <= endMs);
  return stretches(recent).map((stretch) => {
    const corners = stretch.map(({ atMs, valence }) => ({
      x: (((atMs - fromMs) / spanMs) * WIDTH).toFixed(1),
      y: heightOf(valence ?? 0).toFixed(1),
    }));
    const line = corners.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
    const first = corners[0]?.x ?? '0';
    const last = corners.at(-1)?.x ?? '0';
    return {
      startMs: stretch[0]?.atMs ?? fromMs,
      line: corners.length === 1 ? `${line}h0` : line,
      area: `M${first} ${MIDDLE}${line.replace('M', 'L')}L${last} ${MIDDLE}Z`,
    };
  });
}
