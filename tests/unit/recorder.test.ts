import 'fake-indexeddb/auto';
import { IDBDatabase, IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mode } from '../../src/core/mode.ts';
import type { Reading } from '../../src/core/reading.ts';
import { roomOf } from '../../src/core/room.ts';
import { millis } from '../../src/core/identity.ts';
import type { StorageTrouble } from '../../src/offscreen/history-writer.ts';
import { Recorder } from '../../src/offscreen/recorder.ts';
import { MOST_PEOPLE, ROOM_ORDINAL } from '../../src/core/call-record.ts';
import { clearDatabase } from '../../src/platform/database.ts';
import { mood, openSession, reading, SESSION, START_MS } from './samples.ts';
import { stored, storedSlices } from './stored.ts';

function recorder(mode: Mode = 'each') {
  const trouble = vi.fn<(trouble: StorageTrouble | null) => void>();
  const own = new Recorder(openSession({ mode }), trouble);
  const take = (afterMs: number, readings: readonly Reading[]) => own.take(readings, roomOf(readings, millis(START_MS + afterMs)));
  return { own, trouble, take, end: () => own.end(START_MS + 60_000, 'user') };
}

/** As on a full disk: the transaction is taken back, with the browser's error. */
function fillDisk() {
  const original = Reflect.get(IDBObjectStore.prototype, 'put');
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function full(this: IDBObjectStore, ...record) {
    const { transaction } = this;
    Object.defineProperty(transaction, 'error', { configurable: true, value: new DOMException('full', 'QuotaExceededError') });
    queueMicrotask(() => transaction.abort());
    return original.apply(this, record);
  });
}

const three = (afterMs: number) => ['Ana', 'Bruno', 'Chidi'].map((name) => reading(name, afterMs, mood()));

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));
afterEach(() => void vi.restoreAllMocks());

/** One line of the history: whose, which slice, and what it says. */
const lines = async () =>
  (await stored()).slices.flatMap(({ sequence, lines: all }) =>
    all.map(({ ordinal, mood: said, states }) => ({ ordinal, sequence, said, states })),
  );

describe('Recorder', () => {
  it('keeps every five seconds as one slice', async () => {
    const { take, end } = recorder();
    for (let afterMs = 0; afterMs < 12_000; afterMs += 500) take(afterMs, three(afterMs));
    await storedSlices(2);
    await end();
    const { slices, participants } = await stored();
    expect(slices.map(({ sequence, faces }) => [sequence, faces])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    const all = await lines();
    expect(all.find(({ ordinal, sequence }) => ordinal === 1 && sequence === 0)?.states).toEqual({ ok: 10 });
    // Valence comes ninth, in ten-thousandths.
    expect(all.find(({ ordinal, sequence }) => ordinal === ROOM_ORDINAL && sequence === 2)?.said?.[8]).toBe(8_100);
    expect(participants.map(({ ordinal, name }) => [ordinal, name])).toEqual([
      [1, 'Ana'],
      [2, 'Bruno'],
      [3, 'Chidi'],
    ]);
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
    const { participants } = await stored();
    expect([...new Set((await lines()).map(({ ordinal }) => ordinal))]).toEqual(ordinals);
    expect(participants.map(({ name }) => name)).toEqual(names);
  });

  it('at the end writes what is open, the time and the reason, and lets go of the database', async () => {
    const closed = vi.spyOn(IDBDatabase.prototype, 'close');
    const { take, end } = recorder();
    take(0, three(0));
    await end();
    expect(closed).toHaveBeenCalledOnce();
    const { sessions } = await stored();
    expect(sessions).toMatchObject([{ id: SESSION, site: 'meet', mode: 'each', endedAtMs: START_MS + 60_000, endReason: 'user' }]);
    expect(await lines()).toHaveLength(4);
    expect(await clearDatabase()).toBe(0);
  });

  it('keeps a gap as a gap', async () => {
    const { take, end } = recorder();
    take(0, [reading('Ana', 0, null)]);
    await end();
    expect((await lines()).map(({ said }) => said)).toEqual([null, null]);
  });

  it('keeps a name that is learnt late', async () => {
    const { take, end } = recorder();
    take(0, [{ ...reading('Ana', 0, mood()), name: '' }]);
    take(5_000, [reading('Ana', 5_000, mood())]);
    await end();
    expect((await stored()).participants.map(({ name }) => name)).toEqual(['Ana']);
  });

  it('keeps pseudonyms where names are not to be kept, also from the middle of a call on', async () => {
    const { take, end, own } = recorder();
    take(0, three(0));
    take(5_000, three(5_000));
    await storedSlices(1);
    expect((await stored()).participants.map(({ name }) => name)).toEqual(['Ana', 'Bruno', 'Chidi']);
    own.keepNames(false);
    take(10_000, [...three(10_000), reading('Dewi', 10_000, mood())]);
    await end();
    expect((await stored()).participants.map(({ ordinal, name }) => [ordinal, name])).toEqual([1, 2, 3, 4].map((n) => [n, '']));
  });

  it('writes a slice before it is over too, as far as it goes, and the panel is told of it when it is over', async () => {
    const { own, take, end } = recorder();
    const told = async () => (await own.lineOf(null, -1)).map(({ sequence, states }) => [sequence, states.ok]);
    const kept = async () => (await stored()).slices.map(({ sequence, lines: all }) => [sequence, all[0]?.states.ok]);
    for (let afterMs = 0; afterMs <= 2_500; afterMs += 500) take(afterMs, three(afterMs));
    await storedSlices(1);
    expect(await kept()).toEqual([[0, 6]]);
    expect(await told()).toEqual([]);
    for (let afterMs = 3_000; afterMs <= 5_000; afterMs += 500) take(afterMs, three(afterMs));
    expect(await told()).toEqual([[0, 10]]);
    expect(await kept()).toEqual([[0, 10]]);
    await end();
    expect(await kept()).toEqual([
      [0, 10],
      [1, 1],
    ]);
  });

  it('after the engine was lost leaves its last slice as it was, and goes on with the next one', async () => {
    const lost = recorder();
    for (const afterMs of [0, 2_500]) lost.take(afterMs, three(afterMs));
    await storedSlices(1);
    const before = (await stored()).slices;
    const revived = recorder();
    for (const afterMs of [4_000, 6_000]) revived.take(afterMs, three(afterMs));
    await revived.end();
    const after = (await stored()).slices;
    expect(after.slice(0, 1)).toEqual(before);
    expect(after.map(({ sequence, lines: all }) => [sequence, all[0]?.states.ok])).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  it('after the engine was lost gives nobody another one’s number', async () => {
    const lost = recorder();
    lost.take(0, [reading('Ana', 0, mood('happiness'))]);
    lost.take(5_000, []);
    await storedSlices(1);
    const revived = recorder();
    revived.take(10_000, [reading('Bruno', 10_000, mood('sadness'))]);
    await revived.end();
    expect((await stored()).participants.map(({ name }) => name)).toEqual(['Ana', 'Bruno']);
    expect((await lines()).map(({ ordinal, sequence }) => [ordinal, sequence])).toEqual([
      [0, 0],
      [1, 0],
      [0, 2],
      [2, 2],
    ]);
  });

  it.each([
    ['back by a day', -86_400_000, [0, 1, 2]],
    ['back by a second', -1_000, [0, 1, 2]],
    ['forward by an hour', 3_600_000, [0, 1, 722]],
  ])('when the clock is set %s loses nothing and keeps the order', async (_, jumpMs, sequences) => {
    const { take, end } = recorder();
    take(0, three(0));
    take(5_000, three(5_000));
    take(10_000 + jumpMs, three(0));
    take(15_500 + jumpMs, three(0));
    await end();
    const { slices } = await stored();
    expect(slices.map(({ sequence }) => sequence).slice(0, 3)).toEqual(sequences);
    expect((await lines()).reduce((sum, { states }) => sum + (states.ok ?? 0), 0)).toBe(4 * 4);
  });
});

it('keeps no more people of a call than a file of it may hold', async () => {
  const { take, end } = recorder();
  for (let from = 0; from <= MOST_PEOPLE; from += 100)
    take(
      from,
      Array.from({ length: 100 }, (_, index) => reading(`Guest ${from + index}`, from, mood())),
    );
  await end();
  const { participants } = await stored();
  expect(participants).toHaveLength(MOST_PEOPLE);
  expect(participants.at(-1)?.name).toBe(`Guest ${MOST_PEOPLE - 1}`);
});

describe('where storage is refused', () => {
  it.each<[string, StorageTrouble, () => void]>([
    [
      'opening throws',
      'storage-refused',
      () =>
        vi.spyOn(indexedDB, 'open').mockImplementation(() => {
          throw new DOMException('no', 'SecurityError');
        }),
    ],
    ['opening fails', 'storage-refused', () => void indexedDB.open('moodline', 99)],
    ['the disk is full', 'storage-full', fillDisk],
  ])('and %s, says %s and never throws', async (_, said, refuse) => {
    refuse();
    const { take, end, trouble } = recorder();
    take(0, three(0));
    take(5_000, three(5_000));
    await expect(end()).resolves.toBeUndefined();
    expect(new Set(trouble.mock.calls.flat())).toEqual(new Set([said]));
  });

  it('loses nothing once it is no longer refused, and names whose lines it writes', async () => {
    const { take, end, trouble } = recorder();
    take(0, three(0));
    const full = fillDisk();
    take(5_000, three(5_000));
    await expect.poll(() => trouble.mock.lastCall, { interval: 5 }).toEqual(['storage-full']);
    full.mockRestore();
    take(10_000, three(10_000));
    await end();
    const { slices, sessions, participants } = await stored();
    expect(slices.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
    expect(sessions).toMatchObject([{ gaps: [{ from: 3, to: 11 }] }]);
    expect(participants).toHaveLength(3);
    expect(trouble).toHaveBeenLastCalledWith(null);
  });
});
