import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BLOCKED_MS, clearDatabase, DATABASE_NAME, openDatabase, withHistory } from '../../src/platform/database.ts';
import { listCalls } from '../../src/platform/history-read.ts';
import { beginCall } from '../../src/platform/history-write.ts';
import { SESSION, START_MS } from './samples.ts';

const start = { id: SESSION, site: 'meet', mode: 'each', startedAtMs: START_MS } as const;

/** Another context's plain handle. */
function open(version: number, prepare?: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME, version);
    request.addEventListener('upgradeneeded', () => prepare?.(request.result));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error('not opened')));
  });
}

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));
afterEach(() => void vi.useRealTimers());

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
    await beginCall(database, start);
    expect(await clearDatabase()).toBe(0);
    expect(lost).toHaveBeenCalledOnce();
    await expect(beginCall(database, start)).rejects.toMatchObject({ name: 'InvalidStateError' });
  });

  it('does nothing where nothing was stored', async () => expect(await clearDatabase()).toBe(0));
});

describe('withHistory', () => {
  it('does not create what is not there', async () => {
    expect(await withHistory(() => Promise.resolve('read'))).toBeNull();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('finds nothing where the history is cleared away while it is read', async () => {
    (await openDatabase(() => {})).close();
    const read = withHistory(async (database) => {
      await clearDatabase();
      return listCalls(database);
    });
    expect(await read).toBeNull();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('closes its handle whatever happens, so that nothing is held up', async () => {
    (await openDatabase(() => {})).close();
    await expect(withHistory(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    (await open(99)).close();
  });
});

describe('openDatabase', () => {
  it('gives way to a newer version of itself', async () => {
    const lost = vi.fn<() => void>();
    await openDatabase(lost);
    const newer = await open(99);
    expect(lost).toHaveBeenCalledOnce();
    newer.close();
  });

  it('does not wait for an older handle that does not give way, and opens once it has', async () => {
    const older = await open(1, (database) => database.createObjectStore('bins'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const refusal = openDatabase(() => {}).catch((error: unknown) => error);
    await vi.waitUntil(() => vi.getTimerCount() > 0, { interval: 1 });
    vi.advanceTimersByTime(BLOCKED_MS);
    expect(await refusal).toMatchObject({ name: 'TimeoutError' });
    vi.useRealTimers();
    older.close();
    const database = await openDatabase(() => {});
    expect(database.version).toBe(2);
    database.close();
  });
});
