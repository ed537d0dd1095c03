import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import { DATABASE_NAME, withHistory } from '../../src/platform/database.ts';
import { listCalls, readDamage, readSession } from '../../src/platform/history-read.ts';
import { tidyHistory } from '../../src/platform/tidy.ts';
import { callId } from './calls.ts';
import { mood, SESSION, START_MS } from './samples.ts';
import { stored } from './stored.ts';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

const session = { id: SESSION, site: 'meet', mode: 'each', startedAtMs: START_MS, endedAtMs: START_MS + 17_000, endReason: 'user' };
const bin = (ordinal: number, sequence: number, change = {}) => ({
  session: SESSION,
  ordinal,
  sequence,
  mood: mood(),
  states: { ok: 10 },
  ...change,
});
const person = (ordinal: number, name: string, change = {}) => ({ session: SESSION, ordinal, name, self: false, ...change });

/** A history as version 1 left it. */
async function version1(records: { sessions?: unknown[]; participants?: unknown[]; bins?: unknown[] }): Promise<void> {
  const database = await openDB(DATABASE_NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('sessions', { keyPath: 'id' });
      fresh.createObjectStore('participants', { keyPath: ['session', 'ordinal'] });
      fresh.createObjectStore('bins', { keyPath: ['session', 'ordinal', 'sequence'] });
    },
  });
  for (const [store, rows] of Object.entries(records)) for (const row of rows) await database.put(store, row);
  database.close();
}

it('brings every point of a version 1 history over, with its holes', async () => {
  await version1({
    sessions: [session],
    participants: [person(1, 'Ana'), person(2, '<img onerror>', { self: true })],
    bins: [bin(0, 0), bin(1, 0), bin(2, 0, { mood: null, states: { 'no-face': 10 } }), bin(0, 2), bin(1, 2, { mood: mood('sadness') })],
  });
  const call = await withHistory((database) => readSession(database, SESSION));
  expect(call).toMatchObject({ ...session, title: '', gaps: [{ from: 1, to: 1 }], moments: [] });
  expect(call?.participants.map(({ name, self }) => [name, self])).toEqual([
    ['Ana', false],
    ['<img onerror>', true],
  ]);
  expect(call?.slices.map(({ sequence, faces, lines }) => [sequence, faces, lines.map(({ ordinal }) => ordinal)])).toEqual([
    [0, 1, [0, 1, 2]],
    [2, 1, [0, 1]],
  ]);
  expect(call?.slices[1]?.lines[1]?.mood?.expression.sadness).toBe(1);
  expect(call?.slices[0]?.lines[2]).toEqual({ ordinal: 2, mood: null, states: { 'no-face': 10 } });
});

it('puts aside what was broken, and keeps the rest', async () => {
  const other = { ...session, id: callId(1), mode: 'everyone' };
  await version1({
    sessions: [session, other],
    participants: [person(1, 'Ana'), person(2, 'Bo', { face: 'x' })],
    bins: [bin(1, 0), bin(1, 1, { mood: 'good' })],
  });
  const listed = await withHistory((database) => listCalls(database));
  expect(listed?.map(({ id }) => id)).toEqual([SESSION]);
  expect(await withHistory((database) => readDamage(database))).toEqual({ records: 3, everything: false });
});

it('is summarised by the first tidying, and open calls of version 1 are closed by it', async () => {
  const open = { ...session, id: callId(1), endedAtMs: null, endReason: null };
  await version1({ sessions: [session, open], participants: [], bins: [bin(1, 0), bin(1, 1, { session: callId(1) })] });
  await withHistory((database) => tidyHistory(database, { live: new Set(), keepMs: null, discardInterrupted: false, nowMs: START_MS }));
  const { sessions } = await stored();
  expect(sessions.map(({ id, endReason, endedAtMs, summary }) => [id, endReason, endedAtMs, summary?.watchedMs])).toEqual([
    [callId(1), 'interrupted', START_MS + 10_000, 5_000],
    [SESSION, 'user', START_MS + 17_000, 5_000],
  ]);
});
