import type { SessionId } from '../core/identity.ts';
import { type Expiring, expired } from '../core/retention.ts';
import type { Database } from './database.ts';
import { listCalls } from './history-read.ts';
import { deleteCalls, endCall } from './history-write.ts';

/** What was done about calls while nobody looked. */
export interface Tidied {
  readonly interrupted: number;
  readonly deleted: number;
}

/** What the tidying goes by. */
export interface TidyRules {
  /** Calls that are being watched now: they are left alone. */
  readonly live: ReadonlySet<SessionId>;
  /** How long a call is kept; null for ever. */
  readonly keepMs: number | null;
  /** Whether a call that a stopped browser left open is deleted, as it would have been at its end. */
  readonly discardInterrupted: boolean;
  readonly nowMs: number;
}

/** Checks every call's record, closes calls that a stopped browser left open, and deletes what is past its time or its number. */
export async function tidyHistory(database: Database, { live, keepMs, discardInterrupted, nowMs }: TidyRules): Promise<Tidied> {
  const over = (await listCalls(database)).filter(({ id }) => !live.has(id));
  const late = new Set(expired(over satisfies readonly Expiring[], keepMs, nowMs));
  const left = over.filter(({ id, summary }) => summary === null && !late.has(id));
  const unwanted = left.filter(({ endedAtMs }) => discardInterrupted && endedAtMs === null);
  const deleted = [...late, ...unwanted.map(({ id }) => id)];
  await deleteCalls(database, deleted);
  const closed = left.filter((call) => !unwanted.includes(call));
  for (const { id } of closed) await endCall(database, id, null, 'interrupted');
  return { interrupted: closed.length, deleted: deleted.length };
}
