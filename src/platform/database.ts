import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Bin } from '../core/bins.ts';
import type { SessionId } from '../core/identity.ts';
import type { Mode } from '../core/mode.ts';
import type { StopReason } from '../core/trouble.ts';

export const DATABASE_NAME = 'moodline';
const VERSION = 1;

/** One watched stretch of a call. Neither title nor code of the call is kept. */
export interface StoredSession {
  readonly id: SessionId;
  readonly site: string;
  readonly mode: Mode;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly endReason: StopReason | null;
}

/** A participant of one session. `ordinal` counts from 1 in the order of appearance; the page's own id is not kept. */
export interface StoredParticipant {
  readonly session: SessionId;
  readonly ordinal: number;
  readonly name: string;
  readonly self: boolean;
}

/** Five seconds of one participant, or of the room at ordinal {@link ROOM_ORDINAL}. */
export interface StoredBin extends Bin {
  readonly session: SessionId;
  readonly ordinal: number;
}

export const ROOM_ORDINAL = 0;

interface MoodlineSchema extends DBSchema {
  sessions: { key: string; value: StoredSession };
  participants: { key: [string, number]; value: StoredParticipant };
  bins: { key: [string, number, number]; value: StoredBin };
}

export type Database = IDBPDatabase<MoodlineSchema>;

/** Opens the history. Another context's upgrade or deletion closes this handle, never waits for it.
 * @throws DOMException where the browser refuses storage */
export async function openDatabase(onLost: () => void): Promise<Database> {
  const database = await openDB<MoodlineSchema>(DATABASE_NAME, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore('sessions', { keyPath: 'id' });
      fresh.createObjectStore('participants', { keyPath: ['session', 'ordinal'] });
      fresh.createObjectStore('bins', { keyPath: ['session', 'ordinal', 'sequence'] });
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  return database;
}

/** Writes records in one transaction; writing the same record twice changes nothing. */
export async function writeRecords(
  database: Database,
  records: { sessions?: readonly StoredSession[]; participants?: readonly StoredParticipant[]; bins?: readonly StoredBin[] },
): Promise<void> {
  const transaction = database.transaction(['sessions', 'participants', 'bins'], 'readwrite');
  const writes = [
    ...(records.sessions ?? []).map((record) => transaction.objectStore('sessions').put(record)),
    ...(records.participants ?? []).map((record) => transaction.objectStore('participants').put(record)),
    ...(records.bins ?? []).map((record) => transaction.objectStore('bins').put(record)),
  ];
  await Promise.all([...writes, transaction.done]);
}

/** The highest number that a participant of a session has; 0 if there is none. */
export async function highestOrdinal(database: Database, session: SessionId): Promise<number> {
  const keys = await database.getAllKeys('participants', IDBKeyRange.bound([session, 1], [session, Number.MAX_SAFE_INTEGER]));
  return keys.at(-1)?.[1] ?? 0;
}

/** Deletes the history. @returns how many databases there still are, read again afterwards */
export async function clearDatabase(): Promise<number> {
  await deleteDB(DATABASE_NAME);
  return (await indexedDB.databases()).length;
}
