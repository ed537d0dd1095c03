import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { type CallRecord, TITLE_MAXIMUM_LENGTH } from '../../core/call-record.ts';
import { type Damage, type ListedCall, NO_DAMAGE } from '../../core/history.ts';
import type { SessionId } from '../../core/identity.ts';
import { cleanLine } from '../../core/names.ts';
import { MAXIMUM_CALLS } from '../../core/retention.ts';
import { IMPORT_MAXIMUM_BYTES, type ImportRefusal, parseCallFile } from '../../wire/call-file.ts';
import { csvFile, jsonFiles, type SavedFile } from './export.ts';
import { matches } from './search.ts';
import type { HistorySource } from './source.ts';

/** What is said about the last thing that was asked for. */
export type Notice =
  | { readonly kind: 'imported'; readonly fresh: number; readonly known: number }
  | { readonly kind: 'refused'; readonly why: ImportRefusal | 'too-many' | 'full' | 'storage' }
  | { readonly kind: 'deleted' };

export interface HistoryStore {
  /** Null until it was read for the first time. */
  readonly calls: ReadonlySignal<readonly ListedCall[] | null>;
  /** Those that the search leaves. */
  readonly found: ReadonlySignal<readonly ListedCall[]>;
  readonly damage: ReadonlySignal<Damage>;
  readonly query: Signal<string>;
  /** The call that is open; undefined: none is, null: the one asked for is not here. */
  readonly open: ReadonlySignal<CallRecord | null | undefined>;
  readonly notice: Signal<Notice | null>;
  readonly busy: ReadonlySignal<boolean>;
  reload(): Promise<void>;
  show(id: SessionId | null): Promise<void>;
  /** Which call the list was just come back from ('' if it is gone), or null; says so once. */
  cameFrom(): string | null;
  rename(title: string): Promise<void>;
  remove(): Promise<void>;
  forgetDamage(): Promise<void>;
  take(file: Blob): Promise<void>;
  /** Of one call, or of all that are over. @returns files to be saved */
  csv(one: CallRecord | null): Promise<readonly SavedFile[]>;
  json(one: CallRecord | null): Promise<readonly SavedFile[]>;
}

/** @param now the clock, in ms since the epoch */
export function createHistoryStore(source: HistorySource, now: () => number): HistoryStore {
  const calls = signal<readonly ListedCall[] | null>(null);
  const names = signal<ReadonlyMap<SessionId, readonly string[]>>(new Map());
  const damage = signal<Damage>(NO_DAMAGE);
  const query = signal('');
  const open = signal<CallRecord | null | undefined>();
  const notice = signal<Notice | null>(null);
  const working = signal(0);
  let shownId: SessionId | null = null;
  let left: string | null = null;

  /** What fails is said, and logged where nobody expected it. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    working.value += 1;
    try {
      return await work();
    } catch (error) {
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      if (!(error instanceof DOMException)) console.error(error);
      notice.value = { kind: 'refused', why: full ? 'full' : 'storage' };
      return null;
    } finally {
      working.value -= 1;
    }
  }

  const reload = async () => {
    // What was read before stays on show until the answer is there.
    const read = await attempt(() => source.list());
    if (!read) return;
    batch(() => {
      calls.value = read.calls;
      damage.value = read.damage;
    });
    // Only the search asks for names: the list does not wait for them.
    names.value = (await attempt(() => source.names())) ?? names.value;
  };
  const show = async (id: SessionId | null) => {
    shownId = id;
    if (id === null) {
      if (open.value !== undefined) left = open.value?.id ?? '';
      open.value = undefined;
      return;
    }
    const call = await attempt(() => source.read(id));
    if (shownId === id) open.value = call;
  };
  async function* chosen(one: CallRecord | null): AsyncGenerator<CallRecord> {
    if (one) yield one;
    else {
      for (const { id, endedAtMs } of calls.value ?? []) {
        const call = endedAtMs === null ? null : await source.read(id);
        if (call) yield call;
      }
    }
  }

  return {
    calls,
    found: computed(() => (calls.value ?? []).filter((call) => matches(call, names.value.get(call.id) ?? [], query.value))),
    damage,
    query,
    open,
    notice,
    busy: computed(() => working.value > 0),
    reload,
    show,
    cameFrom: () => {
      const from = left;
      left = null;
      return from;
    },
    rename: async (title) => {
      const call = open.value;
      if (!call) return;
      await attempt(() => source.rename(call.id, cleanLine(title, TITLE_MAXIMUM_LENGTH)));
      await Promise.all([reload(), show(call.id)]);
    },
    remove: async () => {
      const call = open.value;
      if (!call || (await attempt(() => source.remove(call.id).then(() => true))) === null) return;
      notice.value = { kind: 'deleted' };
      await reload();
    },
    forgetDamage: async () => {
      await attempt(() => source.forgetDamage());
      await reload();
    },
    take: async (file) => {
      notice.value = null;
      if (file.size > IMPORT_MAXIMUM_BYTES) {
        notice.value = { kind: 'refused', why: 'too-large' };
        return;
      }
      await attempt(async () => {
        const read = parseCallFile(await file.text());
        const here = new Set((calls.value ?? []).map(({ id }) => id));
        if (!read.ok) notice.value = { kind: 'refused', why: read.error };
        else if (here.size + read.value.filter(({ id }) => !here.has(id)).length > MAXIMUM_CALLS)
          notice.value = { kind: 'refused', why: 'too-many' };
        else {
          const fresh = await source.take(read.value);
          notice.value = { kind: 'imported', fresh, known: read.value.length - fresh };
        }
      });
      await reload();
    },
    csv: async (one) => {
      const file = await attempt(() => csvFile(chosen(one), now()));
      return file ? [file] : [];
    },
    json: async (one) => (await attempt(() => jsonFiles(chosen(one), now()))) ?? [],
  };
}
