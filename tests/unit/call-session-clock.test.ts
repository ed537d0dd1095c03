import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SLOWEST_READING_MS } from '../../src/core/governor.ts';
import { startCall, tile } from './fake-call.ts';
import { START_MS } from './samples.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // IndexedDB runs on setImmediate, which stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START_MS });
});
afterEach(() => void vi.useRealTimers());

describe('answers that come late or unasked', () => {
  it('to an older tick are dropped and counted', async () => {
    const { page, vision, next, lastLive } = await startCall();
    await vi.advanceTimersByTimeAsync(3_000);
    await page.answer([tile('Ana')], { tick: 1 });
    expect(vision.calls).toBe(0);
    await next([tile('Ana')], 0);
    expect(lastLive()).toMatchObject({ tick: 2, dropped: 1 });
  });

  it('to a tick that was not sent yet are dropped', async () => {
    const { page, vision } = await startCall();
    await page.answer([tile('Ana')], { tick: 2 });
    expect(vision.calls).toBe(0);
  });

  it('while one is being worked on are dropped: the queue is one deep', async () => {
    const { page, vision, lives, next, lastLive } = await startCall();
    vision.held = true;
    for (let i = 0; i < 5; i++) await page.answer([tile('Ana')]);
    await vision.release();
    expect([vision.calls, lives().length]).toEqual([1, 1]);
    await next([tile('Ana')]);
    expect(lastLive()?.dropped).toBe(4);
  });

  it('to a tick that is answered already are dropped: the engine is the clock', async () => {
    const { page, vision, lives } = await startCall();
    for (let i = 0; i < 5; i++) await page.answer([tile('Ana')]);
    expect([vision.calls, lives().length]).toEqual([1, 1]);
  });

  it.each([-500, -1_500, -86_400_000, 86_400_000])('captured %i ms off the clock are dropped before the detector', async (offMs) => {
    const { page, vision, lives } = await startCall();
    await page.answer([tile('Ana')]);
    await vi.advanceTimersByTimeAsync(500);
    await page.answer([tile('Ana')], { capturedAtMs: Date.now() + offMs });
    expect([vision.calls, lives().length]).toEqual([1, 1]);
  });
});

describe('a clock that is set while a tick is outstanding', () => {
  it.each([-86_400_000, 86_400_000])('by %i ms holds up the next tick no longer than the slowest rate', async (byMs) => {
    const { page } = await startCall();
    vi.setSystemTime(START_MS + byMs);
    await page.answer([tile('Ana')]);
    await vi.advanceTimersByTimeAsync(SLOWEST_READING_MS);
    expect(page.ticks.length).toBeGreaterThan(1);
  });
});
