import 'fake-indexeddb/auto';
import { IDBDatabase, IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mode } from '../../src/core/mode.ts';
import type { Reading } from '../../src/core/reading.ts';
import { roomOf } from '../../src/core/room.ts';
import { millis } from '../../src/core/identity.ts';
import { Recorder } from '../../src/offscreen/recorder.ts';
import { clearDatabase, ROOM_ORDINAL } from '../../src/platform/database.ts';
import { mood, openSession, reading, SESSION, START_MS } from './samples.ts';
import { stored, storedBins } from './stored.ts';

function recorder(mode: Mode = 'each') {
  const refused = vi.fn<(refused: boolean) => void>();
  const own = new Recorder(openSession({ mode }), refused);
  const take = (afterMs: number, readings: readonly Reading[]) => own.take(readings, roomOf(readings, millis(START_MS + afterMs)));
  return { refused, take, end: () => own.end(START_MS + 60_000, 'user') };
}

/** As on a full disk: what was put is taken back before the transaction is over. */
function fillDisk() {
  const failing = new WeakSet<IDBTransaction>();
  const original = Reflect.get(IDBObjectStore.prototype, 'put');
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function full(this: IDBObjectStore, ...record) {
    const { transaction } = this;
    if (!failing.has(transaction)) queueMicrotask(() => transaction.abort());
    failing.add(transaction);
    return original.apply(this, record);
  });
}

const three = (afterMs: number) => ['Ana', 'Bruno', 'Chidi'].map((name) => reading(name, afterMs, mood()));

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));
afterEach(() => void vi.restoreAllMocks());

describe('Recorder', () => {
  it('writes each bin once, when its five seconds are over', async () => {
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
    const { take, end } = recorder();
    for (let afterMs = 0; afterMs < 12_000; afterMs += 500) take(afterMs, three(afterMs));
    await storedBins(2 * 4);
    expect((await stored()).bins.map(({ sequence }) => sequence)).not.toContain(2);
    await end();
    const { bins, participants } = await stored();
    expect(bins).toHaveLength(3 * 4);
    expect(bins.find(({ ordinal, sequence }) => ordinal === 1 && sequence === 0)?.states).toEqual({ ok: 10 });
    expect(bins.find(({ ordinal, sequence }) => ordinal === ROOM_ORDINAL && sequence === 2)?.mood?.valence).toBeCloseTo(0.81, 9);
    expect(participants.map(({ ordinal, name }) => [ordinal, name])).toEqual([
      [1, 'Ana'],
      [2, 'Bruno'],
      [3, 'Chidi'],
    ]);
    expect(puts.mock.calls.filter(([record]) => 'sequence' in (record as object))).toHaveLength(bins.length);
  });

  it('does not keep the page’s own ids', async () => {
    const { take, end } = recorder();
    take(0, three(0));
    await end();
    expect(JSON.stringify(await stored())).not.toContain('meet:Ana');
  });

  it.each<[Mode, number[], string[]]>([
    ['room', [ROOM_ORDINAL], []],
    ['me', [1], ['Sam']],
    ['each', [ROOM_ORDINAL, 1], ['Sam']],
  ])('in mode %s keeps the lines %j and the names %j', async (mode, ordinals, names) => {
    const { take, end } = recorder(mode);
    take(0, [reading('Sam', 0, mood())]);
    take(5_000, [reading('Sam', 5_000, mood())]);
    await end();
    const { bins, participants } = await stored();
    expect([...new Set(bins.map(({ ordinal }) => ordinal))]).toEqual(ordinals);
    expect(participants.map(({ name }) => name)).toEqual(names);
  });

  it('at the end writes what is open, the time and the reason, and lets go of the database', async () => {
    const closed = vi.spyOn(IDBDatabase.prototype, 'close');
    const { take, end } = recorder();
    take(0, three(0));
    await end();
    expect(closed).toHaveBeenCalledOnce();
    const { sessions, bins } = await stored();
    expect(sessions).toEqual([
      { id: SESSION, site: 'meet', mode: 'each', startedAtMs: START_MS, endedAtMs: START_MS + 60_000, endReason: 'user' },
    ]);
    expect(bins).toHaveLength(4);
    expect(await clearDatabase()).toBe(0);
  });

  it('keeps a gap as a gap', async () => {
    const { take, end } = recorder();
    take(0, [reading('Ana', 0, null)]);
    await end();
    expect((await stored()).bins.map(({ mood: said }) => said)).toEqual([null, null]);
  });

  it('keeps a name that is learnt late', async () => {
    const { take, end } = recorder();
    take(0, [{ ...reading('Ana', 0, mood()), name: '' }]);
    take(5_000, [reading('Ana', 5_000, mood())]);
    await end();
    expect((await stored()).participants.map(({ name }) => name)).toEqual(['Ana']);
  });

  it('after the engine was lost gives nobody another one’s number', async () => {
    const lost = recorder();
    lost.take(0, [reading('Ana', 0, mood('happiness'))]);
    lost.take(5_000, []);
    await storedBins(2);
    const revived = recorder();
    revived.take(10_000, [reading('Bruno', 10_000, mood('sadness'))]);
    await revived.end();
    expect((await stored()).participants.map(({ name }) => name)).toEqual(['Ana', 'Bruno']);
  });
});

describe('where storage is refused', () => {
  it.each<[string, () => void]>([
    [
      'opening throws',
      () =>
        vi.spyOn(indexedDB, 'open').mockImplementation(() => {
          throw new DOMException('no', 'SecurityError');
        }),
    ],
    ['opening fails', () => void indexedDB.open('moodline', 99)],
    ['the disk is full', fillDisk],
  ])('and %s, says so and never throws', async (_, refuse) => {
    refuse();
    const { take, end, refused } = recorder();
    take(0, three(0));
    take(5_000, three(5_000));
    await expect(end()).resolves.toBeUndefined();
    expect(refused).toHaveBeenCalledWith(true);
    expect(refused).not.toHaveBeenCalledWith(false);
  });

  it('goes on writing once it is no longer refused, and names whose bins it writes', async () => {
    const { take, end } = recorder();
    take(0, three(0));
    const full = fillDisk();
    take(5_000, three(5_000));
    await vi.waitUntil(() => full.mock.calls.length > 0, { interval: 5 });
    full.mockRestore();
    take(10_000, three(10_000));
    await end();
    const { bins, participants, sessions } = await stored();
    expect(bins.length).toBeGreaterThan(0);
    expect(sessions).toHaveLength(1);
    expect(participants).toHaveLength(3);
  });
});
