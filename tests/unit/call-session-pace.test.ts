import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SLOWEST_READING_MS } from '../../src/core/governor.ts';
import type { FrameTile } from '../../src/wire/frames.ts';
import { startCall, tile } from './fake-call.ts';
import { START_MS } from './samples.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // IndexedDB runs on setImmediate, which stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START_MS });
});
afterEach(() => void vi.useRealTimers());

const crowd = Array.from({ length: 49 }, (_, index) => tile(`Guest ${index}`));

/** What a content script answers: pictures of those who were asked for only. */
const asAsked = (only: readonly string[] | null): FrameTile[] =>
  crowd.map((one) => (only === null || only.includes(one.participant) ? one : { ...one, place: null }));

/** Plays `seconds` of a call in which every tile costs 12 ms. */
async function play(seconds: number) {
  const call = await startCall();
  call.vision.msPerTile = 12;
  for (let answered = 0; Date.now() < START_MS + seconds * 1_000;) {
    if (call.page.ticks.length > answered) {
      answered = call.page.ticks.length;
      await call.page.answer(asAsked(call.page.only.at(-1) ?? null));
    }
    await vi.advanceTimersByTimeAsync(50);
  }
  return call;
}

it('asks for pictures no larger than a face needs, and for larger ones when it is lost', async () => {
  const { page, vision, next } = await startCall();
  const large = [tile('Ada', { place: { x: 0, y: 0, width: 320, height: 180 } })];
  expect(page.enough).toEqual({});
  await next(large, 500);
  await next(large, 500);
  // 16 px between the eyes are enough; there were 30.
  expect(page.enough).toEqual({ Ada: 171 });
  vision.eyeDistancePx = null;
  await next(large, 500);
  await next(large, 500);
  expect(page.enough).toEqual({});
});

describe('a crowd of 49', () => {
  it('is asked for in turns, and everybody is read within five seconds', async () => {
    const { page, lives } = await play(30);
    expect(page.only.at(-1)?.length).toBeLessThan(30);
    const last = new Map<string, number>();
    for (const { readings } of lives())
      for (const { participant, atMs, state } of readings) {
        expect(state).not.toBe('unreadable');
        expect(atMs - (last.get(participant) ?? START_MS)).toBeLessThanOrEqual(SLOWEST_READING_MS);
        last.set(participant, atMs);
      }
    expect(last.size).toBe(49);
  });

  it('is read in part first, so that something is seen soon', async () => {
    const { page, lastLive, next } = await startCall();
    await page.answer(crowd);
    expect(lastLive()?.readings).toHaveLength(3);
    await next(asAsked(page.only.at(-1) ?? null), 500);
    expect(lastLive()?.room.faces).toBeGreaterThan(15);
  });

  it('counts wholly for the room, whoever was read in this tick', async () => {
    const { lastLive } = await play(12);
    expect(lastLive()?.readings.length).toBeLessThan(30);
    expect(lastLive()?.room.faces).toBe(49);
  });

  it('is told of with its pace: people, readings per second and person, ms for each', async () => {
    const { session } = await play(20);
    const [greeting] = session.greeting();
    const status = greeting?.type === 'status' && greeting.status.phase === 'watching' ? greeting.status : null;
    expect(status?.tiles).toBe(49);
    expect(status?.msPerTile).toBeCloseTo(12, 0);
    // 15 % of a core at 12 ms each: 12.5 readings a second for 49 people.
    expect(status?.rateHz).toBeGreaterThan(0.2);
    expect(status?.rateHz).toBeLessThan(0.3);
  });
});

it('a tile whose picture was asked for and did not come is unreadable', async () => {
  const { page, lastLive } = await startCall();
  await page.answer([tile('Ana', { place: null })]);
  expect(lastLive()?.readings).toMatchObject([{ name: 'Ana', state: 'unreadable' }]);
});
