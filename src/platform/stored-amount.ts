import { withHistory } from './database.ts';
import { listCalls, readTally } from './history-read.ts';
import type { StoredTally } from './records.ts';
import { browser } from './browser.ts';

/** What lies on this machine right now. */
export interface StoredAmount {
  readonly calls: number;
  readonly moments: number;
  /** When the oldest call began, in ms since the epoch. */
  readonly oldestAtMs: number | null;
  /** Bytes of the history's database, as the browser accounts for it. */
  readonly historyBytes: number;
  /** Bytes of settings and of what is watched now. */
  readonly settingsBytes: number;
  readonly tally: readonly StoredTally[];
}

/** Counts and measures; never creates a history by looking.
 * @throws DOMException where the browser refuses storage */
export async function measureStored(): Promise<StoredAmount> {
  const history = await withHistory(async (database) => ({
    calls: await listCalls(database),
    moments: await database.count('moments'),
    tally: await readTally(database),
  }));
  const starts = history?.calls.map(({ startedAtMs }) => startedAtMs) ?? [];
  const sizes = await Promise.all([browser.storage.local, browser.storage.session].map((area) => area.get(null)));
  return {
    calls: starts.length,
    moments: history?.moments ?? 0,
    oldestAtMs: starts.length > 0 ? Math.min(...starts) : null,
    historyBytes: history ? await databaseBytes() : 0,
    settingsBytes: sizes.reduce((sum, stored) => sum + bytesOf(stored), 0),
    tally: history?.tally ?? [],
  };
}

/** The estimate's part for IndexedDB: the whole also counts the extension's own code. */
async function databaseBytes(): Promise<number> {
  const estimate = (await navigator.storage.estimate()) as StorageEstimate & { usageDetails?: { indexedDB?: number } };
  return estimate.usageDetails?.indexedDB ?? estimate.usage ?? 0;
}

/** As the browser keeps them: keys and values as JSON. */
function bytesOf(stored: Readonly<Record<string, unknown>>): number {
  const encoder = new TextEncoder();
  return Object.entries(stored).reduce((sum, [key, value]) => sum + encoder.encode(key + JSON.stringify(value)).length, 0);
}
