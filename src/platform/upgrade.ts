import * as v from 'valibot';
import { gapsIn, type Line, lengthOf, type Slice } from '../core/call-record.ts';
import { MODES } from '../core/mode.ts';
import { READING_STATES } from '../core/reading.ts';
import { STOP_REASONS } from '../core/trouble.ts';
import { moodSchema } from '../wire/panel-live.ts';
import type { Upgrade } from './database.ts';
import { packSlice, sessionIdSchema, storedParticipantSchema, type StoredSession } from './records.ts';

// Version 1 kept one record per participant and five seconds, and neither titles nor holes.

const atMs = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const sessionSchema = v.strictObject({
  id: sessionIdSchema,
  site: v.pipe(v.string(), v.maxLength(40)),
  mode: v.picklist(MODES),
  startedAtMs: atMs,
  endedAtMs: v.nullable(atMs),
  endReason: v.nullable(v.picklist(STOP_REASONS)),
});

const binSchema = v.strictObject({
  session: v.string(),
  ordinal: count,
  sequence: count,
  mood: v.nullable(moodSchema),
  states: v.record(v.picklist(READING_STATES), count),
});

interface Version1 {
  objectStore(name: 'sessions' | 'participants'): { getAll(): Promise<unknown[]>; clear(): Promise<void> };
  objectStore(name: 'bins'): { getAll(keys: IDBKeyRange): Promise<unknown[]> };
  readonly db: { deleteObjectStore(name: 'bins'): void };
}

/** Brings a history of version 1 into the stores of this version, which are there already. What is broken is put aside. */
export async function upgradeFrom1(transaction: Upgrade): Promise<void> {
  const before = transaction as unknown as Version1;
  const [sessions, participants] = [await before.objectStore('sessions').getAll(), await before.objectStore('participants').getAll()];
  await Promise.all([before.objectStore('sessions').clear(), before.objectStore('participants').clear()]);
  const putAside = (store: 'sessions' | 'participants' | 'slices', record: unknown) =>
    transaction.objectStore('incidents').add({ atMs: Date.now(), store, record });
  const known = new Set<string>();
  for (const stored of sessions) {
    const parsed = v.safeParse(sessionSchema, stored);
    if (!parsed.success) {
      await putAside('sessions', stored);
      continue;
    }
    const record = parsed.output;
    known.add(record.id);
    const slices = new Map<number, Line[]>();
    for (const bin of await before.objectStore('bins').getAll(IDBKeyRange.bound([record.id], [record.id, []]))) {
      if (!v.is(binSchema, bin)) {
        await putAside('slices', bin);
        continue;
      }
      const { ordinal, sequence, mood, states } = bin;
      slices.set(sequence, [...(slices.get(sequence) ?? []), { ordinal, mood, states }]);
    }
    const sequences = [...slices.keys()].toSorted((a, b) => a - b);
    for (const sequence of sequences) {
      const lines = slices.get(sequence) ?? [];
      const slice: Slice = { sequence, faces: lines.filter(({ ordinal, mood }) => ordinal > 0 && mood).length, lines };
      await transaction.objectStore('slices').put(packSlice(record.id, slice));
    }
    const lastSequence = sequences.at(-1) ?? -1;
    const session: StoredSession = {
      ...record,
      title: '',
      storedAtMs: record.startedAtMs,
      lastSequence,
      gaps: gapsIn(sequences, lengthOf(record, lastSequence)),
      // The first tidying fills it in.
      summary: null,
    };
    await transaction.objectStore('sessions').put(session);
  }
  for (const stored of participants) {
    const { success, output } = v.safeParse(storedParticipantSchema, stored);
    if (!success) await putAside('participants', stored);
    else if (known.has(output.session)) await transaction.objectStore('participants').put(output);
  }
  before.db.deleteObjectStore('bins');
}
