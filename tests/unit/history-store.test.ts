import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallRecord } from '../../src/core/call-record.ts';
import { MAXIMUM_CALLS } from '../../src/core/retention.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { forgetDamage, listCalls, namesByCall, readDamage, readSession, readTally } from '../../src/platform/history-read.ts';
import {
  appendSlices,
  beginCall,
  countAnswer,
  deleteCalls,
  endCall,
  importCalls,
  renameCall,
  saveMoment,
} from '../../src/platform/history-write.ts';
import { tidyHistory } from '../../src/platform/tidy.ts';
import { call, callId, line, slice } from './calls.ts';
import { mood, SESSION, START_MS } from './samples.ts';
import { damage, stored } from './stored.ts';

let database: Database;
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  database = await openDatabase(() => {});
});

const start = { id: SESSION, site: 'meet', mode: 'each', startedAtMs: START_MS } as const;
const append = (...sequences: number[]) => appendSlices(database, start, { slices: sequences.map((n) => slice(n)), participants: [] });
const sequences = async () => (await stored()).slices.map(({ sequence }) => sequence);
const DAY = 86_400_000;
const tidy = (change: { live?: CallRecord['id'][]; keepMs?: number; nowMs?: number; discardInterrupted?: boolean } = {}) =>
  tidyHistory(database, {
    live: new Set(change.live),
    keepMs: change.keepMs ?? null,
    discardInterrupted: change.discardInterrupted ?? false,
    nowMs: change.nowMs ?? START_MS,
  });

describe('appendSlices', () => {
  it('writing the same twice changes nothing, and what lies before the last slice is not written over', async () => {
    await append(0, 1);
    const before = await stored();
    await append(0, 1);
    await appendSlices(database, start, { slices: [slice(0, { faces: 49, lines: [] })], participants: [] });
    expect(await stored()).toEqual(before);
  });

  it('takes the last slice again, with more in it', async () => {
    await append(0, 1);
    await appendSlices(database, start, { slices: [slice(1, { faces: 49 }), slice(2)], participants: [] });
    const { slices, sessions } = await stored();
    expect(slices.map(({ sequence, faces }) => [sequence, faces])).toEqual([
      [0, 3],
      [1, 49],
      [2, 3],
    ]);
    expect(sessions[0]).toMatchObject({ lastSequence: 2, gaps: [] });
  });

  it('keeps a hole as a gap, also across engines', async () => {
    await append(0, 1, 4);
    await append(5, 9);
    expect((await stored()).sessions[0]).toMatchObject({
      lastSequence: 9,
      gaps: [
        { from: 2, to: 3 },
        { from: 6, to: 8 },
      ],
    });
  });

  it('writes all or nothing', async () => {
    await append(0);
    const original = Reflect.get(IDBObjectStore.prototype, 'put');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function last(this: IDBObjectStore, record) {
      if ('sequence' in (record as object)) queueMicrotask(() => this.transaction.abort());
      return original.call(this, record);
    });
    const people = [{ ordinal: 1, name: 'Ana', self: false }];
    await expect(appendSlices(database, start, { slices: [slice(1)], participants: people })).rejects.toMatchObject({ name: 'AbortError' });
    put.mockRestore();
    expect(await sequences()).toEqual([0]);
    expect((await stored()).sessions[0]?.lastSequence).toBe(0);
    expect((await stored()).participants).toEqual([]);
  });

  it('gives back what it took, to a ten-thousandth', async () => {
    const said = mood('sadness', 0.123_456);
    await appendSlices(database, start, { slices: [slice(0, { lines: [line(1, { mood: said })] })], participants: [] });
    const kept = (await readSession(database, SESSION))?.slices[0]?.lines[0];
    expect(kept).toEqual({ ordinal: 1, mood: { ...said, certainty: 0.1235 }, states: { ok: 10 } });
  });
});

describe('endCall', () => {
  it('keeps time, reason and a summary; the first reason stays', async () => {
    await append(0, 1, 3);
    await endCall(database, SESSION, START_MS + 26_000, 'call-ended');
    await endCall(database, SESSION, START_MS + 99_000, 'interrupted');
    expect((await stored()).sessions[0]).toMatchObject({
      endedAtMs: START_MS + 26_000,
      endReason: 'call-ended',
      gaps: [
        { from: 2, to: 2 },
        { from: 4, to: 4 },
      ],
      summary: { watchedMs: 15_000, points: [0.81, 0.81, null, 0.81] },
    });
  });

  it('keeps the lasting changes that it finds', async () => {
    const slices = Array.from({ length: 60 }, (_, n) => slice(n, { lines: [line(1, { mood: mood(n < 30 ? 'happiness' : 'sadness') })] }));
    await appendSlices(database, start, { slices, participants: [{ ordinal: 1, name: 'Ana', self: false }] });
    await endCall(database, SESSION, START_MS + 300_000, 'user');
    const moments = (await readSession(database, SESSION))?.moments;
    expect(moments?.map(({ kind, ordinal, atMs, change }) => [kind, ordinal, atMs, change])).toEqual(
      [0, 1].map((ordinal) => ['found', ordinal, START_MS + 150_000, -1.44]),
    );
  });

  it('does not bring back what is gone', async () => {
    await endCall(database, SESSION, START_MS, 'user');
    expect((await stored()).sessions).toEqual([]);
  });

  it('with a clock that was set back does not end before its last slice', async () => {
    await append(0, 1);
    await endCall(database, SESSION, START_MS - DAY, 'user');
    expect((await stored()).sessions[0]?.endedAtMs).toBe(START_MS + 5_000);
  });
});

describe('a call', () => {
  beforeEach(() => importCalls(database, [call(), call({ id: callId(2), startedAtMs: START_MS + DAY })], START_MS));

  it('is read back whole', async () => expect(await readSession(database, SESSION)).toEqual(call()));

  it('is listed with its summary, the newest first', async () => {
    const listed = await listCalls(database);
    expect(listed.map(({ id }) => id)).toEqual([callId(2), SESSION]);
    expect(listed[1]?.summary).toMatchObject({ people: 2, watchedMs: 15_000 });
    expect((await namesByCall(database)).get(SESSION)).toEqual(['Ana', 'Bruno']);
  });

  it('imported twice is there once, and as it was', async () => {
    await renameCall(database, SESSION, 'My own title');
    expect(await importCalls(database, [call(), call({ id: callId(3) })], START_MS)).toBe(1);
    expect((await listCalls(database)).map(({ title }) => title).toSorted()).toEqual(['My own title', 'Weekly', 'Weekly']);
  });

  it('deleted leaves nothing of itself, and the others alone', async () => {
    await deleteCalls(database, [SESSION]);
    const { sessions, participants, slices, moments } = await stored();
    for (const rows of [participants, slices, moments]) expect(new Set(rows.map(({ session }) => session))).toEqual(new Set([callId(2)]));
    expect(sessions.map(({ id }) => id)).toEqual([callId(2)]);
    expect(await readSession(database, callId(2))).toMatchObject({ slices: call().slices });
  });

  it('takes moments, each once, and none after it was deleted', async () => {
    const moment = { atMs: START_MS + 1, ordinal: 1, kind: 'found', change: 0.5, note: '' } as const;
    expect(await saveMoment(database, SESSION, moment)).toBe(true);
    await saveMoment(database, SESSION, { ...moment, note: 'later' });
    expect(await saveMoment(database, callId(99), moment)).toBe(false);
    expect((await readSession(database, SESSION))?.moments.map(({ note }) => note)).toEqual(['later', 'the plan']);
    expect((await stored()).moments).toHaveLength(3);
  });
});

it('answers are counted per expression, and nothing else is kept of them', async () => {
  await countAnswer(database, 'fear', 'wrong');
  await countAnswer(database, 'fear', 'right');
  await countAnswer(database, 'fear', 'right');
  expect(await readTally(database)).toEqual([{ expression: 'fear', right: 2, wrong: 1 }]);
});

describe('damage', () => {
  beforeEach(() => importCalls(database, [call(), call({ id: callId(2) })], START_MS));

  it.each([
    ['slices', { session: SESSION, sequence: 1, faces: 3, lines: [{ ordinal: 1, mood: [1, 2, 3], states: {} }] }],
    ['participants', { session: SESSION, ordinal: 2, name: 'x'.repeat(10_000), self: true }],
    ['moments', { session: SESSION, atMs: START_MS, ordinal: 0, kind: 'secret', change: null, note: '' }],
  ])('in %s is put aside and told of, and the rest is read', async (store, record) => {
    await damage(store, record);
    const read = await readSession(database, SESSION);
    expect([read?.slices.length, read?.participants.length]).toEqual([store === 'slices' ? 2 : 3, store === 'participants' ? 1 : 2]);
    expect(await readDamage(database)).toEqual({ records: 1, everything: false });
    expect((await stored()).incidents).toMatchObject([{ store, record }]);
    await forgetDamage(database);
    expect(await readDamage(database)).toEqual({ records: 0, everything: false });
  });

  it('of a call’s own record takes that call out of the list, with a word, and no other', async () => {
    await damage('sessions', { id: SESSION, site: 'meet', mode: 'each', startedAtMs: 'yesterday' });
    expect((await listCalls(database)).map(({ id }) => id)).toEqual([callId(2)]);
    expect(await readDamage(database)).toEqual({ records: 1, everything: false });
    expect(new Set((await stored()).slices.map(({ session }) => session))).toEqual(new Set([callId(2)]));
  });
});

describe('tidyHistory', () => {
  it('closes what a stopped browser left open, with its last slice, and not what is being watched', async () => {
    await append(0, 1, 2);
    await beginCall(database, { ...start, id: callId(2) });
    expect(await tidy({ live: [callId(2)] })).toEqual({ interrupted: 1, deleted: 0 });
    expect((await stored()).sessions).toMatchObject([
      { id: callId(2), endedAtMs: null },
      { id: SESSION, endedAtMs: START_MS + 15_000, endReason: 'interrupted', summary: { watchedMs: 15_000 } },
    ]);
    expect(await tidy({ live: [callId(2)] })).toEqual({ interrupted: 0, deleted: 0 });
  });

  it('discards what a stopped browser left open where calls are discarded at their end', async () => {
    await append(0, 1);
    await importCalls(database, [call({ id: callId(1) })], START_MS);
    expect(await tidy({ discardInterrupted: true })).toEqual({ interrupted: 0, deleted: 1 });
    expect((await stored()).sessions.map(({ id }) => id)).toEqual([callId(1)]);
  });

  it('deletes what is past its time, and not what is not or is being watched', async () => {
    const calls = [0, 1, 2].map((n) => call({ id: callId(n), startedAtMs: START_MS - 100 * DAY }));
    for (const [age, one] of calls.entries()) await importCalls(database, [one], START_MS - age * DAY);
    expect(await tidy({ keepMs: DAY })).toMatchObject({ deleted: 1 });
    expect((await listCalls(database)).map(({ id }) => id).toSorted()).toEqual([callId(0), callId(1)]);
    expect(await tidy({ keepMs: 0, nowMs: START_MS + DAY, live: [callId(0)] })).toMatchObject({ deleted: 1 });
    expect(await tidy({ nowMs: START_MS + 1_000 * DAY })).toMatchObject({ deleted: 0 });
  });

  it('keeps the newest of too many', async () => {
    const small = { slices: [], participants: [], moments: [], gaps: [] };
    const many = Array.from({ length: MAXIMUM_CALLS }, (_, n) => call({ ...small, id: callId(n) }));
    await importCalls(database, [call({ ...small, id: callId(999_999) })], START_MS - 1);
    await importCalls(database, many, START_MS);
    expect(await tidy()).toMatchObject({ deleted: 1 });
    expect((await listCalls(database)).some(({ id }) => id === callId(999_999))).toBe(false);
  });
});
