import { sessionId } from '../../../src/core/identity.ts';
import type { CallRecord } from '../../../src/core/call-record.ts';
import { type Damage, type ListedCall, NO_DAMAGE } from '../../../src/core/history.ts';
import { summarise } from '../../../src/core/summary.ts';
import { mountHistory } from '../../../src/pages/history/mount.tsx';
import { madeUpCall, START_MS } from './history-calls.ts';
import { speakInHarness } from './language.ts';

/** What the page did to its world. */
export interface HistoryHarness {
  readonly calls: string[];
}

const NAMES = [
  'Ana',
  'Þórdís Ævarsdóttir',
  '山田 太郎',
  'Дмитрий',
  'أحمد بن محمد',
  'अनन्या',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("x")',
  'נועה',
  '',
  'x'.repeat(80),
];

/** Which history the page's address asks for (`?set=…`). */
const SETS: Readonly<Record<string, () => CallRecord[]>> = {
  empty: () => [],
  second: () => [madeUpCall({ slices: 1, names: ['Sam'] })],
  unread: () => [madeUpCall({ slices: 0, names: ['Sam'] })],
  running: () => [{ ...madeUpCall({ slices: 60 }), endedAtMs: null, endReason: null }],
  some: () => [madeUpCall({ title: 'Weekly' }), madeUpCall({ n: 1 }), madeUpCall({ n: 2, slices: 30, title: 'Rehearsal' })],
  hundred: () => [madeUpCall({ slices: 240, names: Array.from({ length: 100 }, (_, i) => `Person with a name ${i}`) })],
  names: () => [madeUpCall({ title: `أهلا ${'long '.repeat(20)}<b>`, names: NAMES })],
  many: () => Array.from({ length: 120 }, (_, n) => madeUpCall({ n, slices: 4, title: n % 5 === 0 ? `Call ${n}` : '' })),
};

const query = new URLSearchParams(location.search);
const harness: HistoryHarness = { calls: [] };
let history: readonly CallRecord[] = SETS[query.get('set') ?? 'empty']?.() ?? [];
let damage: Damage = query.has('damaged') ? { records: 2, everything: true } : NO_DAMAGE;
const listed = (call: CallRecord): ListedCall => ({ ...call, storedAtMs: call.startedAtMs, summary: summarise(call) });
const refused = () => (query.has('refuse') ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : Promise.resolve());

const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('no #root');
speakInHarness();
mountHistory(
  root,
  {
    onChange: () => {},
    list: () => Promise.resolve({ calls: history.map(listed), damage }),
    names: () => Promise.resolve(new Map(history.map(({ id, participants }) => [id, participants.map(({ name }) => name)]))),
    read: (id) => Promise.resolve(history.find((call) => call.id === id) ?? null),
    rename: async (id, title) => {
      harness.calls.push(`rename ${title}`);
      await refused();
      history = history.map((call) => (call.id === id ? { ...call, title } : call));
    },
    remove: (id) => {
      harness.calls.push('remove');
      history = history.filter((call) => call.id !== id);
      return Promise.resolve();
    },
    take: async (calls) => {
      harness.calls.push('take');
      await refused();
      const fresh = calls.filter(({ id }) => !history.some((call) => call.id === sessionId(id)));
      history = [...fresh, ...history];
      return fresh.length;
    },
    forgetDamage: () => {
      damage = NO_DAMAGE;
      return Promise.resolve();
    },
  },
  new AbortController().signal,
  () => START_MS,
);
Object.assign(globalThis, { harness });
