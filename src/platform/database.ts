import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { StoredIncident, StoredMoment, StoredParticipant, StoredSession, StoredSlice, StoredTally } from './records.ts';
import { upgradeFrom1 } from './upgrade.ts';

export const DATABASE_NAME = 'moodline';
const VERSION = 2;

/** An upgrade that another handle holds up for longer than this fails; it is tried again with the next write. */
export const BLOCKED_MS = 2_000;

export interface MoodlineSchema extends DBSchema {
  sessions: { key: string; value: StoredSession };
  participants: { key: [string, number]; value: StoredParticipant };
  slices: { key: [string, number]; value: StoredSlice };
  moments: { key: [string, number, number, string]; value: StoredMoment };
  tally: { key: string; value: StoredTally };
  incidents: { key: number; value: StoredIncident };
}

export type Database = IDBPDatabase<MoodlineSchema>;
export type Upgrade = IDBPTransaction<MoodlineSchema, StoreNames<MoodlineSchema>[], 'versionchange'>;
export type Writing<Names extends StoreNames<MoodlineSchema>[]> = IDBPTransaction<MoodlineSchema, Names, 'readwrite'>;

/** Opens the history, or begins an empty one. Another context's upgrade or deletion closes this handle, never waits for it.
 * @throws DOMException where the browser refuses storage, or an older handle does not give way in {@link BLOCKED_MS} */
export function openDatabase(onLost: () => void): Promise<Database> {
  return open(onLost, true);
}

/**
 * Uses the history if there is one, on a handle of its own that is closed afterwards. Never creates it: after
 * "Clear local data" a page that looks again must find nothing and leave nothing.
 * @returns null if there is no history, or if it was cleared away meanwhile
 * @throws DOMException as {@link openDatabase}
 */
export async function withHistory<T>(use: (database: Database) => Promise<T>): Promise<T | null> {
  let lost = false;
  const onLost = () => {
    lost = true;
  };
  const database = await open(onLost, false).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  });
  if (!database) return null;
  try {
    return await use(database);
  } catch (error) {
    if (lost) return null;
    throw error;
  } finally {
    database.close();
  }
}

async function open(onLost: () => void, create: boolean): Promise<Database> {
  let giveUp: (reason: DOMException) => void = () => {};
  const blocked = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const opening = openDB<MoodlineSchema>(DATABASE_NAME, VERSION, {
    async upgrade(database, from, _to, transaction, event) {
      if (from === 0 && !create) {
        transaction.done.catch(() => {});
        transaction.abort();
        return;
      }
      createStores(database);
      if (from === 1) await upgradeFrom1(transaction);
      // Chromium says so when it found the database beyond repair and replaced it by an empty one.
      if ((event as { dataLoss?: string }).dataLoss === 'total') {
        await transaction.objectStore('incidents').add({ atMs: Date.now(), store: 'everything', record: null });
      }
    },
    blocked() {
      timer = setTimeout(() => giveUp(new DOMException('Another handle holds up the upgrade.', 'TimeoutError')), BLOCKED_MS);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  try {
    return await Promise.race([opening, blocked]);
  } catch (error) {
    opening.then(
      (late) => late.close(),
      () => {},
    );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function createStores(database: Database): void {
  const stores = database.objectStoreNames;
  if (!stores.contains('sessions')) database.createObjectStore('sessions', { keyPath: 'id' });
  if (!stores.contains('participants')) database.createObjectStore('participants', { keyPath: ['session', 'ordinal'] });
  database.createObjectStore('slices', { keyPath: ['session', 'sequence'] });
  database.createObjectStore('moments', { keyPath: ['session', 'atMs', 'ordinal', 'kind'] });
  database.createObjectStore('tally', { keyPath: 'expression' });
  database.createObjectStore('incidents', { autoIncrement: true });
}

/**
 * Runs `work` in one transaction: all of it is written, or nothing.
 * @throws DOMException named `QuotaExceededError` on a full disk, and whatever `work` throws
 */
export async function inTransaction<Names extends StoreNames<MoodlineSchema>[], T>(
  database: Database,
  stores: Names,
  work: (transaction: Writing<Names>) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(stores, 'readwrite');
  const done = transaction.done;
  try {
    const result = await work(transaction);
    await done;
    return result;
  } catch (error) {
    // The transaction knows better than a request what went wrong.
    const reason = transaction.error ?? error;
    done.catch(() => {});
    abort(transaction);
    throw reason;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // Already over.
  }
}

/** Deletes the history. @returns how many databases there still are, read again afterwards */
export async function clearDatabase(): Promise<number> {
  await deleteDB(DATABASE_NAME);
  return (await indexedDB.databases()).length;
}
