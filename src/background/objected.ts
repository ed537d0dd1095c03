import { err, ok, type Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import { withHistory } from '../platform/database.ts';
import { countRecords } from '../platform/history-read.ts';
import { deleteCalls } from '../platform/history-write.ts';
import { readWatches, updateWatches } from '../platform/settings.ts';
import type { ForgetProof } from '../wire/commands.ts';
import { stopWatching } from './watching.ts';

/**
 * Someone in the call objected: watching stops, and all that was kept of this call is deleted, of no other.
 * @returns what is still there of it, read again afterwards
 */
export async function someoneObjected(tabId: number): Promise<Result<ForgetProof, Trouble>> {
  const watch = (await readWatches())[tabId];
  if (watch === undefined) return ok({ records: 0 });
  const { sessionId, origin } = watch;
  // The engine's last records are written when this is answered.
  await stopWatching(tabId, 'objected', null, sessionId);
  try {
    await withHistory((database) => deleteCalls(database, [sessionId]));
    const records = (await withHistory((database) => countRecords(database, sessionId))) ?? 0;
    await updateWatches((watches) => {
      if (watches[tabId]?.sessionId === sessionId)
        watches[tabId] = { state: 'off', sessionId, origin, reason: 'objected', trouble: null, decided: true };
    });
    return ok({ records });
  } catch {
    return err('storage-refused');
  }
}
