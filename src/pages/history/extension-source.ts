import { NO_DAMAGE } from '../../core/history.ts';
import { openDatabase, withHistory } from '../../platform/database.ts';
import { forgetDamage, listCalls, namesByCall, readDamage, readSession } from '../../platform/history-read.ts';
import { deleteCalls, importCalls, renameCall } from '../../platform/history-write.ts';
import { onHistoryChange } from '../../platform/settings.ts';
import type { HistorySource } from './source.ts';

/** The history page's source inside the extension. Every question opens and closes the history: nothing is held up by this page. */
export const extensionHistorySource: HistorySource = {
  onChange: onHistoryChange,
  list: async () =>
    (await withHistory(async (database) => ({ calls: await listCalls(database), damage: await readDamage(database) }))) ?? {
      calls: [],
      damage: NO_DAMAGE,
    },
  names: async () => (await withHistory(namesByCall)) ?? new Map(),
  read: (id) => withHistory((database) => readSession(database, id)),
  rename: async (id, title) => void (await withHistory((database) => renameCall(database, id, title))),
  remove: async (id) => void (await withHistory((database) => deleteCalls(database, [id]))),
  async take(calls) {
    const database = await openDatabase(() => {});
    try {
      return await importCalls(database, calls, Date.now());
    } finally {
      database.close();
    }
  },
  forgetDamage: async () => void (await withHistory(forgetDamage)),
};
