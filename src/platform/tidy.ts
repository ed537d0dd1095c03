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

/**
 * Checks every call's record, closes calls that a stopped browser left open, and deletes what is past its time
 * or its number.
 * @param live calls that are being watched now: they are left alone
 * @param keepMs how long a call is kept; null for ever
 */
export async function tidyHistory(
  database: Database,
  { live, keepMs, nowMs }: { readonly live: ReadonlySet<SessionId>; readonly keepMs: number | null; readonly nowMs: number },
): Promise<Tidied> {
  const over = (await listCalls(database)).filter(({ id }) => !live.has(id));
  const deleted = expired(over satisfies readonly Expiring[], keepMs, nowMs);
  await deleteCalls(database, deleted);
  const gone = new Set(deleted);
  const left = over.filter(({ id, summary }) => summary === null && !gone.has(id));
  for (const { id } of left) await endCall(database, id, null, 'interrupted');
  return { interrupted: left.length, deleted: deleted.length };
}
