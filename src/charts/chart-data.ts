import { BIN_MS } from '../core/bins.ts';
import type { CallRecord, Line, Slice } from '../core/call-record.ts';

/** What a chart draws of one line of a call: a participant's, or the room's. */
export type Charted = Pick<CallRecord, 'startedAtMs' | 'slices' | 'gaps' | 'moments'>;

/** Five seconds of one line; `line` is null where it was not there. */
export interface ChartPoint {
  readonly startMs: number;
  readonly line: Line | null;
}

/** The stretch of time that is drawn, in ms since the epoch. */
export interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Every slice of a call, seen as one line of it. */
export function pointsOf({ startedAtMs, slices }: Charted, ordinal: number): readonly ChartPoint[] {
  return slices.map(({ sequence, lines }: Slice) => ({
    startMs: startedAtMs + sequence * BIN_MS,
    line: lines.find((line) => line.ordinal === ordinal) ?? null,
  }));
}

/** All of a call, half a minute at least: a call of one second is a mark in the middle of nothing otherwise. */
export function wholeView({ startedAtMs, slices, gaps }: Charted): View {
  const last = Math.max(slices.at(-1)?.sequence ?? 0, gaps.at(-1)?.to ?? 0);
  return { fromMs: startedAtMs, toMs: startedAtMs + Math.max(30_000, (last + 1) * BIN_MS) };
}

/** Columns as uPlot takes them: x in seconds in the middle of each slice, then valence and arousal. A hole has one
 * empty point, or the line would be drawn across it. */
export function columnsOf(points: readonly ChartPoint[]): [number[], (number | null)[], (number | null)[]] {
  const columns: [number[], (number | null)[], (number | null)[]] = [[], [], []];
  const add = (atMs: number, line: Line | null) => {
    columns[0].push((atMs + BIN_MS / 2) / 1_000);
    columns[1].push(line?.mood?.valence ?? null);
    columns[2].push(line?.mood?.arousal ?? null);
  };
  let expectedMs = points[0]?.startMs ?? 0;
  for (const { startMs, line } of points) {
    if (startMs > expectedMs) add(expectedMs, null);
    add(startMs, line);
    expectedMs = startMs + BIN_MS;
  }
  return columns;
}

/** A view moved or scaled, within the whole and no shorter than half a minute.
 * @param scale above 1 shows more */
export function changedView(view: View, whole: View, { shift = 0, scale = 1 }: { readonly shift?: number; readonly scale?: number }): View {
  const length = view.toMs - view.fromMs;
  const room = whole.toMs - whole.fromMs;
  const wanted = Math.min(room, Math.max(30_000, length * scale));
  const middle = (view.fromMs + view.toMs) / 2 + shift * length;
  const fromMs = Math.min(whole.toMs - wanted, Math.max(whole.fromMs, middle - wanted / 2));
  return { fromMs, toMs: fromMs + wanted };
}
