import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOLD_MS } from '../../src/wire/frames.ts';
import { startCall, tile } from './fake-call.ts';
import { START_MS } from './samples.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // IndexedDB runs on setImmediate, which stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START_MS });
});
afterEach(() => void vi.useRealTimers());

describe('frames that a hidden page holds back', () => {
  it('are released by the engine, not before they were held long enough', async () => {
    const { page } = await startCall();
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    expect(page.releases).toEqual([]);
    await vi.advanceTimersByTimeAsync(50);
    expect(page.releases).toEqual([1]);
  });

  it('are not once they have come', async () => {
    const { page } = await startCall();
    await page.answer([tile('Ana')]);
    await vi.advanceTimersByTimeAsync(499);
    expect(page.releases).toEqual([]);
  });

  it('are not after the end', async () => {
    const { page, session } = await startCall();
    await session.end('user');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(page.releases).toEqual([]);
  });
});
