import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { clearDatabase, DATABASE_NAME, openDatabase, type StoredSession, writeRecords } from '../../src/platform/database.ts';
import { mood, SESSION, START_MS } from './samples.ts';
import { stored } from './stored.ts';

const session: StoredSession = { id: SESSION, site: 'meet', mode: 'each', startedAtMs: START_MS, endedAtMs: null, endReason: null };
const bin = { session: SESSION, ordinal: 1, sequence: 0, mood: mood(), states: { ok: 10 } };
const participant = { session: SESSION, ordinal: 1, name: '<img onerror>', self: false };

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

describe('writeRecords', () => {
  it('writing the same twice changes nothing', async () => {
    const database = await openDatabase(() => {});
    const records = { sessions: [session], participants: [participant], bins: [bin] };
    await writeRecords(database, records);
    await writeRecords(database, records);
    database.close();
    expect(await stored()).toEqual(records);
  });

  it('keys bins by session, person and number', async () => {
    const database = await openDatabase(() => {});
    await writeRecords(database, { bins: [bin, { ...bin, ordinal: 0 }, { ...bin, sequence: 1 }] });
    database.close();
    expect((await stored()).bins).toHaveLength(3);
  });
});

describe('clearDatabase', () => {
  it('leaves no database, read again afterwards', async () => {
    (await openDatabase(() => {})).close();
    expect(await indexedDB.databases()).toHaveLength(1);
    expect(await clearDatabase()).toBe(0);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('is not held up by an open handle, which learns that it was lost', async () => {
    const lost = vi.fn<() => void>();
    const database = await openDatabase(lost);
    await writeRecords(database, { sessions: [session] });
    expect(await clearDatabase()).toBe(0);
    expect(lost).toHaveBeenCalledOnce();
    await expect(writeRecords(database, { sessions: [session] })).rejects.toMatchObject({ name: 'InvalidStateError' });
  });

  it('does nothing where nothing was stored', async () => expect(await clearDatabase()).toBe(0));
});

describe('openDatabase', () => {
  it('gives way to a newer version of itself', async () => {
    const lost = vi.fn<() => void>();
    await openDatabase(lost);
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(DATABASE_NAME, 99);
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the newer version was not opened')));
    });
    expect(lost).toHaveBeenCalledOnce();
    newer.close();
  });
});
