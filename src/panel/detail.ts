import type { Charted } from '../charts/chart-data.ts';
import { gapsIn, type Moment, ROOM_ORDINAL } from '../core/call-record.ts';
import { foundMoments } from '../core/summary.ts';
import type { Detail } from './panel-state.ts';
import type { Bookmark } from './source.ts';

/** The one line of a detail is charted as if it were the room's: it is the only one. */
export const DETAIL_ORDINAL = ROOM_ORDINAL;

/** One line as the charts take a call: with its holes, the changes that were found in it, and the user's marks. */
export function chartedDetail({ points }: Detail, startedAtMs: number, bookmarks: readonly Bookmark[]): Charted {
  const slices = points.map(({ sequence, mood, states }) => ({ sequence, faces: 0, lines: [{ ordinal: DETAIL_ORDINAL, mood, states }] }));
  const sequences = points.map(({ sequence }) => sequence);
  const marks = bookmarks.map(({ atMs, note }): Moment => ({ atMs, ordinal: DETAIL_ORDINAL, kind: 'bookmark', change: null, note }));
  const found = foundMoments({ startedAtMs, participants: [], slices });
  return {
    startedAtMs,
    slices,
    gaps: gapsIn(sequences, (sequences.at(-1) ?? -1) + 1),
    moments: [...found, ...marks].toSorted((a, b) => a.atMs - b.atMs),
  };
}
