import { openDB } from 'idb';
import { expect } from 'vitest';
import { DATABASE_NAME } from '../../src/platform/database.ts';
import type {
  StoredIncident,
  StoredMoment,
  StoredParticipant,
  StoredSession,
  StoredSlice,
  StoredTally,
} from '../../src/platform/records.ts';

/** Everything that the history holds. */
export interface Stored {
  readonly sessions: StoredSession[];
  readonly participants: StoredParticipant[];
  readonly slices: StoredSlice[];
  readonly moments: StoredMoment[];
  readonly tally: StoredTally[];
  readonly incidents: StoredIncident[];
}

/** Reads the history through a handle of its own, as another context would. */
export async function stored(): Promise<Stored> {
  const database = await openDB(DATABASE_NAME);
  const all = (store: string) => (database.objectStoreNames.contains(store) ? database.getAll(store) : []);
  const read: Stored = {
    sessions: await all('sessions'),
    participants: await all('participants'),
    slices: await all('slices'),
    moments: await all('moments'),
    tally: await all('tally'),
    incidents: await all('incidents'),
  };
  database.close();
  return read;
}

/** Waits until as many slices as given are stored. */
export async function storedSlices(count: number): Promise<void> {
  await expect.poll(async () => (await stored()).slices.length, { interval: 5 }).toBe(count);
}

/** Changes the history behind the program's back. */
export async function damage(store: string, record: unknown): Promise<void> {
  const database = await openDB(DATABASE_NAME);
  await database.put(store, record);
  database.close();
}
