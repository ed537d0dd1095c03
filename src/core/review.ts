import { BIN_MS } from './bins.ts';
import { type CallRecord, ROOM_ORDINAL } from './call-record.ts';
import { type ExpressionScores, mapExpressions } from './expression.ts';
import type { SessionId } from './identity.ts';
import { summarise, summariseLine } from './summary.ts';

/** What is said of a call when it is over. */
export interface Review {
  readonly id: SessionId;
  readonly people: number;
  readonly watchedMs: number;
  /** Time of the call that was not watched. */
  readonly missedMs: number;
  readonly moments: number;
  /** Mean probabilities of the room, or where it was never read of everybody; null if nothing was read. */
  readonly shares: ExpressionScores | null;
}

export function reviewOf(call: CallRecord): Review {
  const { id, slices, participants, gaps, moments } = call;
  const { people, watchedMs } = summarise(call);
  return {
    id,
    people,
    watchedMs,
    missedMs: gaps.reduce((sum, { from, to }) => sum + (to - from + 1) * BIN_MS, 0),
    moments: moments.filter(({ kind, ordinal }) => kind === 'bookmark' || ordinal === ROOM_ORDINAL).length,
    shares: summariseLine(slices, ROOM_ORDINAL).shares ?? meanShares(participants.map(({ ordinal }) => summariseLine(slices, ordinal))),
  };
}

/** Everybody counts by how long they were read. */
function meanShares(lines: readonly { readonly readMs: number; readonly shares: ExpressionScores | null }[]): ExpressionScores | null {
  const total = lines.reduce((sum, { readMs }) => sum + readMs, 0);
  if (total === 0) return null;
  return mapExpressions((name) => lines.reduce((sum, { readMs, shares }) => sum + readMs * (shares?.[name] ?? 0), 0) / total);
}
