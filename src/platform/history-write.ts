import { BIN_MS } from '../core/bins.ts';
import {
  type CallParticipant,
  type CallRecord,
  type CallStart,
  type EndReason,
  gapsIn,
  lengthOf,
  type Moment,
  type Slice,
} from '../core/call-record.ts';
import type { Expression } from '../core/expression.ts';
import type { SessionId } from '../core/identity.ts';
import { foundMoments, summarise } from '../core/summary.ts';
import { type Database, inTransaction } from './database.ts';
import { readSession } from './history-read.ts';
import { packSlice, type StoredSession } from './records.ts';

/** Everything of one call in a store whose key begins with the call. */
const ofCall = (id: SessionId) => IDBKeyRange.bound([id], [id, []]);

/** What an earlier engine wrote of the same call. */
export interface Written {
  readonly lastSequence: number;
  readonly highestOrdinal: number;
}

/** Begins a call, or finds out how far it was written before. Doing it twice changes nothing. */
export function beginCall(database: Database, start: CallStart): Promise<Written> {
  return inTransaction(database, ['sessions', 'participants'], async (transaction) => {
    const sessions = transaction.objectStore('sessions');
    const known = await sessions.get(start.id);
    if (!known) await sessions.put(freshSession(start, start.startedAtMs));
    const people = await transaction.objectStore('participants').getAllKeys(ofCall(start.id));
    return { lastSequence: known?.lastSequence ?? -1, highestOrdinal: people.at(-1)?.[1] ?? 0 };
  });
}

/**
 * Writes slices and whoever is new or was renamed, all or nothing. The last slice written may be written again, as more of it
 * is known; what lies before it is left as it is, so that writing twice changes nothing. A hole before a slice becomes a gap.
 * @param slices ascending
 */
export function appendSlices(
  database: Database,
  start: CallStart,
  { slices, participants }: Pick<CallRecord, 'slices' | 'participants'>,
): Promise<void> {
  return inTransaction(database, ['sessions', 'participants', 'slices'], async (transaction) => {
    const before = (await transaction.objectStore('sessions').get(start.id)) ?? freshSession(start, start.startedAtMs);
    const known = slices.filter(({ sequence }) => sequence >= before.lastSequence);
    const fresh = known.filter(({ sequence }) => sequence > before.lastSequence);
    const lastSequence = fresh.at(-1)?.sequence ?? before.lastSequence;
    const gaps = gapsIn(
      fresh.map(({ sequence }) => sequence - before.lastSequence - 1),
      lastSequence - before.lastSequence,
    ).map(({ from, to }) => ({ from: from + before.lastSequence + 1, to: to + before.lastSequence + 1 }));
    await Promise.all([
      transaction.objectStore('sessions').put({ ...before, lastSequence, gaps: [...before.gaps, ...gaps] }),
      ...participants.map((person) => transaction.objectStore('participants').put({ session: start.id, ...person })),
      ...known.map((slice) => transaction.objectStore('slices').put(packSlice(start.id, slice))),
    ]);
  });
}

/** Closes a call with its time, reason, summary and found moments. The first reason stays; a call that is gone stays gone.
 * @param endedAtMs null: at the end of its last slice */
export async function endCall(database: Database, id: SessionId, endedAtMs: number | null, endReason: EndReason): Promise<void> {
  const call = await readSession(database, id);
  if (!call) return;
  const lastSequence = call.slices.at(-1)?.sequence ?? -1;
  const lastEndMs = call.startedAtMs + (lastSequence + 1) * BIN_MS;
  // A clock that was set back must not end a call before its last slice began.
  const end = call.endedAtMs ?? (endedAtMs === null ? lastEndMs : Math.max(endedAtMs, lastEndMs - BIN_MS));
  const gaps = gapsIn(
    call.slices.map(({ sequence }) => sequence),
    lengthOf({ ...call, endedAtMs: end }, lastSequence),
  );
  await inTransaction(database, ['sessions', 'moments'], async (transaction) => {
    const session = await transaction.objectStore('sessions').get(id);
    if (!session) return;
    const ended = { ...session, endedAtMs: end, endReason: session.endReason ?? endReason, gaps, summary: keepable(summarise(call)) };
    await Promise.all([
      transaction.objectStore('sessions').put(ended),
      ...foundMoments(call).map((moment) => transaction.objectStore('moments').put({ session: id, ...moment })),
    ]);
  });
}

/** @param title already clean */
export function renameCall(database: Database, id: SessionId, title: string): Promise<void> {
  return inTransaction(database, ['sessions'], async (transaction) => {
    const session = await transaction.objectStore('sessions').get(id);
    if (session) await transaction.objectStore('sessions').put({ ...session, title });
  });
}

/** Deletes calls with all that belongs to them, all or nothing. */
export function deleteCalls(database: Database, ids: readonly SessionId[]): Promise<void> {
  return inTransaction(database, ['sessions', 'participants', 'slices', 'moments'], async (transaction) => {
    for (const id of ids) {
      await Promise.all([
        transaction.objectStore('sessions').delete(id),
        transaction.objectStore('participants').delete(ofCall(id)),
        transaction.objectStore('slices').delete(ofCall(id)),
        transaction.objectStore('moments').delete(ofCall(id)),
      ]);
    }
  });
}

/** Keeps a moment of a call that is kept; the same moment twice is one, with the later note.
 * @returns whether the call is kept */
export function saveMoment(database: Database, id: SessionId, moment: Moment): Promise<boolean> {
  return inTransaction(database, ['sessions', 'moments'], async (transaction) => {
    if ((await transaction.objectStore('sessions').getKey(id)) === undefined) return false;
    await transaction.objectStore('moments').put({ session: id, ...moment });
    return true;
  });
}

/** Counts one "that's right" or "that's wrong" for the expression that was shown. */
export function countAnswer(database: Database, expression: Expression, answer: 'right' | 'wrong'): Promise<void> {
  return inTransaction(database, ['tally'], async (transaction) => {
    const before = (await transaction.objectStore('tally').get(expression)) ?? { expression, right: 0, wrong: 0 };
    await transaction.objectStore('tally').put({ ...before, [answer]: before[answer] + 1 });
  });
}

/**
 * Takes whole calls in, all or nothing. Those that are here already are left as they are.
 * @param calls ended, complete and checked
 * @returns how many were new
 */
export function importCalls(database: Database, calls: readonly CallRecord[], nowMs: number): Promise<number> {
  return inTransaction(database, ['sessions', 'participants', 'slices', 'moments'], async (transaction) => {
    const here = new Set(await transaction.objectStore('sessions').getAllKeys());
    const fresh = calls.filter(({ id }) => !here.has(id));
    for (const call of fresh) {
      const { id, participants, slices, moments } = call;
      const sequences = slices.map(({ sequence }) => sequence);
      const lastSequence = sequences.at(-1) ?? -1;
      const session: StoredSession = {
        ...freshSession(call, nowMs),
        title: call.title,
        endedAtMs: call.endedAtMs,
        endReason: call.endReason,
        lastSequence,
        gaps: gapsIn(sequences, lengthOf(call, lastSequence)),
        summary: keepable(summarise(call)),
      };
      await Promise.all([
        transaction.objectStore('sessions').put(session),
        ...participants.map((person: CallParticipant) => transaction.objectStore('participants').put({ session: id, ...person })),
        ...slices.map((slice: Slice) => transaction.objectStore('slices').put(packSlice(id, slice))),
        ...moments.map((moment) => transaction.objectStore('moments').put({ session: id, ...moment })),
      ]);
    }
    return fresh.length;
  });
}

function freshSession({ id, site, mode, startedAtMs }: CallStart, storedAtMs: number): StoredSession {
  const open = { endedAtMs: null, endReason: null, title: '', lastSequence: -1, gaps: [], summary: null };
  return { id, site, mode, startedAtMs, storedAtMs, ...open };
}

const keepable = (summary: ReturnType<typeof summarise>): StoredSession['summary'] => ({ ...summary, points: [...summary.points] });
