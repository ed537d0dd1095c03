import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { millis } from '../../src/core/identity.ts';
import { roomOf } from '../../src/core/room.ts';
import { LiveHistoryKeeper, MAXIMUM_PEOPLE } from '../../src/offscreen/live-history.ts';
import { startCall, tile } from './fake-call.ts';
import { mood, reading, START_MS } from './samples.ts';
import { stored } from './stored.ts';

const JOINS = 2_000;
const PRESENT = 8;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // IndexedDB runs on setImmediate, which stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START_MS });
});
afterEach(() => void vi.useRealTimers());

it(
  `${JOINS} people who join and leave: nobody is kept in memory longer than needed, and everybody in the history once`,
  { timeout: 60_000 },
  async () => {
    /** Every map of the session and of what it is made of. */
    const maps = new Set<Map<unknown, unknown>>();
    const RealMap = Map;
    vi.stubGlobal(
      'Map',
      class<Key, Value> extends RealMap<Key, Value> {
        constructor(entries?: Iterable<readonly [Key, Value]> | null) {
          super(entries);
          maps.add(this);
        }
      },
    );
    const { session, page, vision, next, lastLive } = await startCall();
    const ownMaps = [...maps];
    vi.unstubAllGlobals();

    let most = 0;
    const present = (joined: number) => Array.from({ length: PRESENT }, (_, index) => tile(`Guest ${joined - index}`));
    // A call's first pictures are not all read.
    await next(present(PRESENT));
    for (let joined = PRESENT; joined <= JOINS; joined++) {
      await next(present(joined));
      most = Math.max(most, lastLive()?.room.faces ?? 0);
    }
    expect(vision.calls).toBeGreaterThanOrEqual(JOINS - PRESENT);
    expect(page.ticks.length).toBeLessThanOrEqual(JOINS + 2);
    expect(most).toBe(PRESENT);
    // Only the recorder remembers everybody, by number and name: whoever comes back goes on with their own line.
    const [everybody, ...others] = ownMaps.map(({ size }) => size).toSorted((a, b) => b - a);
    expect(everybody).toBe(JOINS);
    expect(others.filter((size) => size > MAXIMUM_PEOPLE)).toEqual([]);
    // A track outlives its tile for ten seconds: twenty ticks, twenty people.
    expect(others.filter((size) => size > PRESENT + 20)).toHaveLength(1);
    const [, history] = session.greeting();
    if (history?.type !== 'history') throw new Error('no history');
    expect(history.participants.length).toBeLessThanOrEqual(MAXIMUM_PEOPLE);

    vi.useRealTimers();
    await session.end('user');
    const { participants } = await stored();
    const everyone = Array.from({ length: JOINS }, (_, index) => `Guest ${index + 1}`);
    expect(participants.map(({ name }) => name).toSorted()).toEqual(everyone.toSorted());
  },
);

it('of more people than a panel can show, those who were seen last are kept', () => {
  const keeper = new LiveHistoryKeeper(millis(START_MS));
  for (let who = 0; who < MAXIMUM_PEOPLE + 100; who++) {
    const readings = [reading('Ana', who * 10, mood()), reading(`Guest ${who}`, who * 10, mood())];
    keeper.take(readings, roomOf(readings, millis(START_MS + who * 10)));
  }
  const names = keeper.message('each').participants.map(({ name }) => name);
  expect(names).toHaveLength(MAXIMUM_PEOPLE);
  expect(names).toContain('Ana');
  expect(names).toContain(`Guest ${MAXIMUM_PEOPLE + 99}`);
  expect(names).not.toContain('Guest 0');
});
