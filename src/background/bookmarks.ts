import { type Moment, ROOM_ORDINAL } from '../core/call-record.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import { withHistory } from '../platform/database.ts';
import { saveMoment } from '../platform/history-write.ts';
import { readWatches, updateWatches } from '../platform/settings.ts';

/** Marks a moment of the call that is watched in a tab; the same moment again takes the new note.
 * @param atMs in ms since the epoch */
export async function bookmark(tabId: number, atMs: number, note: string): Promise<Result<null, Trouble>> {
  const watch = (await readWatches())[tabId];
  if (watch?.state !== 'on') return err('not-in-call');
  try {
    const moment: Moment = { atMs, ordinal: ROOM_ORDINAL, kind: 'bookmark', change: null, note };
    // Where the call itself could not be kept, its marks cannot be either: that is said, never passed over.
    if (!(await withHistory((database) => saveMoment(database, watch.sessionId, moment)))) return err('storage-refused');
    await updateWatches((watches) => {
      watches[tabId] = { ...watch, markedAtMs: atMs };
    });
    return ok(null);
  } catch {
    return err('storage-refused');
  }
}
