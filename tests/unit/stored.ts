import { openDB } from 'idb';
import { expect } from 'vitest';
import { DATABASE_NAME, type StoredBin, type StoredParticipant, type StoredSession } from '../../src/platform/database.ts';

/** Everything that the history holds. */
export interface Stored {
  readonly sessions: StoredSession[];
  readonly participants: StoredParticipant[];
  readonly bins: StoredBin[];
}

/** Reads the history through a handle of its own, as another context would. */
export async function stored(): Promise<Stored> {
  const database = await openDB(DATABASE_NAME);
  const all = (store: string) => (database.objectStoreNames.contains(store) ? database.getAll(store) : []);
  const [sessions, participants, bins] = [await all('sessions'), await all('participants'), await all('bins')];
  database.close();
  return { sessions, participants, bins };
}

/** Waits until as many bins as given are stored. */
export async function storedBins(count: number): Promise<void> {
  await expect.poll(async () => (await stored()).bins.length, { interval: 5 }).toBe(count);
}
