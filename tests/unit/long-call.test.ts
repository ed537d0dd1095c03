import 'fake-indexeddb/auto';
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DATABASE_NAME } from '../../src/platform/database.ts';
import { startCall, tile } from './fake-call.ts';
import { START_MS } from './samples.ts';

const HOURS = 4;
const PEOPLE = 49;
const HOUR_MS = 3_600_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // IndexedDB runs on setImmediate, which stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START_MS });
});
afterEach(() => void vi.useRealTimers());

/** What was written lies on a disk, not in the engine. @returns how many slices were taken away */
async function emptyDisk(): Promise<number> {
  const database = await openDB(DATABASE_NAME);
  const written = await database.count('slices');
  await database.clear('slices');
  database.close();
  return written;
}

it(`${HOURS} hours with ${PEOPLE} people take no more memory than one`, { timeout: 300_000 }, async () => {
  const { session, page, vision, told } = await startCall();
  vision.msPerTile = 12;
  const crowd = Array.from({ length: PEOPLE }, (_, index) => tile(`Guest ${index}`));
  const usedMb: number[] = [];
  let slices = 0;
  let readings = 0;
  for (let hour = 1; hour <= HOURS; hour++) {
    while (Date.now() < START_MS + hour * HOUR_MS) {
      const only = page.only.at(-1);
      await page.answer(crowd.map((one) => (!only || only.includes(one.participant) ? one : { ...one, place: null })));
      readings += only?.length ?? PEOPLE;
      // What the test's own ends remember is no matter of the engine's.
      for (const list of [told, page.only, page.ticks, page.releases] as unknown[][]) list.length = 0;
      while (page.ticks.length === 0) await vi.advanceTimersToNextTimerAsync();
    }
    slices += await emptyDisk();
    collectGarbage();
    usedMb.push(process.memoryUsage().heapUsed / 2 ** 20);
  }
  const [, history] = session.greeting();
  if (history?.type !== 'history') throw new Error('no history');
  expect(readings).toBeGreaterThan((HOURS * HOUR_MS * PEOPLE) / 5_000);
  expect(slices).toBeGreaterThanOrEqual(HOURS * 720 - 2);
  expect(history.participants).toHaveLength(PEOPLE);
  expect(Math.max(...history.participants.map(({ points }) => points.length))).toBeLessThanOrEqual(600);
  expect((usedMb.at(-1) ?? 0) - (usedMb[0] ?? 0)).toBeLessThan(1);
  vi.useRealTimers();
  await session.end('user');
});
