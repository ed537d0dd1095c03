import * as v from 'valibot';
import type { Bin } from '../core/bins.ts';
import type { CallParticipant, CallRecord, Moment } from '../core/call-record.ts';
import type { SessionId } from '../core/identity.ts';
import type { Damage, ListedCall } from '../core/history.ts';
import { type Database, inTransaction, type MoodlineSchema } from './database.ts';
import {
  storedMomentSchema,
  storedParticipantSchema,
  storedSessionSchema,
  storedSliceSchema,
  storedTallySchema,
  type StoredTally,
  unpackSlice,
} from './records.ts';

/** Every call, the newest first. */
export async function listCalls(database: Database): Promise<ListedCall[]> {
  const sessions = await intact(database, 'sessions', storedSessionSchema);
  return sessions.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
}

/** The names in each call, for the search. */
export async function namesByCall(database: Database): Promise<Map<SessionId, string[]>> {
  const names = new Map<SessionId, string[]>();
  for (const { session, name } of await intact(database, 'participants', storedParticipantSchema)) {
    names.set(session, [...(names.get(session) ?? []), name]);
  }
  return names;
}

/** How many records there are of one call, whatever they hold. */
export function countRecords(database: Database, id: SessionId): Promise<number> {
  return inTransaction(database, ['sessions', 'participants', 'slices', 'moments'], async (transaction) => {
    const range = IDBKeyRange.bound([id], [id, []]);
    const counts = await Promise.all([
      transaction.objectStore('sessions').count(id),
      transaction.objectStore('participants').count(range),
      transaction.objectStore('slices').count(range),
      transaction.objectStore('moments').count(range),
    ]);
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

/** A whole call, or null if there is none of that id. */
export async function readSession(database: Database, id: SessionId): Promise<CallRecord | null> {
  const range = IDBKeyRange.bound([id], [id, []]);
  const [session] = await intact(database, 'sessions', storedSessionSchema, IDBKeyRange.only(id));
  if (!session) return null;
  const [people, slices, moments] = await Promise.all([
    intact(database, 'participants', storedParticipantSchema, range),
    intact(database, 'slices', storedSliceSchema, range),
    intact(database, 'moments', storedMomentSchema, range),
  ]);
  const { site, mode, startedAtMs, endedAtMs, endReason, title, gaps } = session;
  return {
    id,
    site,
    mode,
    startedAtMs,
    endedAtMs,
    endReason,
    title,
    gaps,
    participants: people.map(({ ordinal, name, self }): CallParticipant => ({ ordinal, name, self })),
    slices: slices.map(unpackSlice),
    moments: moments.map(({ atMs, ordinal, kind, change, note }) => ({ atMs, ordinal, kind, change, note })),
  };
}

/** One line of a call, ascending.
 * @param after only slices with a higher sequence */
export async function readLine(database: Database, id: SessionId, ordinal: number, after: number): Promise<Bin[]> {
  const slices = await intact(database, 'slices', storedSliceSchema, IDBKeyRange.bound([id, after + 1], [id, []]));
  return slices.flatMap((slice) => {
    const line = slice.lines.find((one) => one.ordinal === ordinal);
    return line
      ? unpackSlice({ ...slice, lines: [line] }).lines.map(({ mood, states }) => ({ sequence: slice.sequence, mood, states }))
      : [];
  });
}

/** What the user marked in a call, ascending. */
export async function bookmarksOf(database: Database, id: SessionId): Promise<Moment[]> {
  const moments = await intact(database, 'moments', storedMomentSchema, IDBKeyRange.bound([id], [id, []]));
  return moments.filter(({ kind }) => kind === 'bookmark');
}

/** What the user said of the readings, per expression that was ever answered. */
export function readTally(database: Database): Promise<StoredTally[]> {
  return intact(database, 'tally', storedTallySchema);
}

type Checked = 'sessions' | 'participants' | 'slices' | 'moments' | 'tally';

/** Reads records; what does not fit its schema is put aside and told of, and the rest is read as if it were not there. */
async function intact<Store extends Checked, Schema extends v.GenericSchema<unknown, MoodlineSchema[Store]['value']>>(
  database: Database,
  store: Store,
  schema: Schema,
  range?: IDBKeyRange,
): Promise<v.InferOutput<Schema>[]> {
  const records: unknown[] = await database.getAll(store, range);
  const sound: v.InferOutput<Schema>[] = [];
  let broken = 0;
  for (const record of records) {
    const parsed = v.safeParse(schema, record);
    if (parsed.success) sound.push(parsed.output);
    else broken += 1;
  }
  if (broken > 0) await putAside(database, store, schema, range);
  return sound;
}

/** Moves what is broken out of the way. Of a call whose own record is broken nothing could be shown any more: it goes with it. */
async function putAside(database: Database, store: Checked, schema: v.GenericSchema, range?: IDBKeyRange): Promise<void> {
  await inTransaction(database, ['sessions', 'participants', 'slices', 'moments', 'tally', 'incidents'], async (transaction) => {
    for (let cursor = await transaction.objectStore(store).openCursor(range); cursor; cursor = await cursor.continue()) {
      if (v.is(schema, cursor.value)) continue;
      await transaction.objectStore('incidents').add({ atMs: Date.now(), store, record: cursor.value });
      const key: unknown = cursor.primaryKey;
      await cursor.delete();
      if (store !== 'sessions') continue;
      const rest = IDBKeyRange.bound([key], [key, []]);
      for (const part of ['participants', 'slices', 'moments'] as const) await transaction.objectStore(part).delete(rest);
    }
  });
}

export async function readDamage(database: Database): Promise<Damage> {
  const incidents = await database.getAll('incidents');
  const everything = incidents.filter(({ store }) => store === 'everything').length;
  return { records: incidents.length - everything, everything: everything > 0 };
}

/** The user has read of it: what was put aside is deleted. */
export async function forgetDamage(database: Database): Promise<void> {
  await inTransaction(database, ['incidents'], (transaction) => transaction.objectStore('incidents').clear());
}
