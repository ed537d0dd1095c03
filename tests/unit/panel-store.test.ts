import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { millis, participantId } from '../../src/core/identity.ts';
import { cards, INITIAL_STATE, phaseOf, reduce, SILENCE_MS, type PanelState } from '../../src/panel/panel-state.ts';
import { settle, type Settled } from '../../src/panel/settle.ts';
import type { PanelEvent, PanelSource } from '../../src/panel/source.ts';
import { heightOf, sparklinePaths } from '../../src/panel/sparkline-path.ts';
import { createPanelStore } from '../../src/panel/store.ts';
import { spanMinutes, appendPoint, direction, KEPT_MS, mergePoints, stretches, type TrendPoint } from '../../src/panel/trend.ts';
import { displayName } from '../../src/panel/display-name.ts';
import { live, loading, ready, status, switchedOn, T0, watching } from '../browser/panel-script.ts';

/** Events with the time at which they happen. */
function play(events: readonly (readonly [atMs: number, event: PanelEvent])[], from = INITIAL_STATE): PanelState {
  return events.reduce((state, [atMs, event]) => reduce(state, event, atMs), from);
}

const at = (atMs: number, events: readonly PanelEvent[]) => events.map((event) => [atMs, event] as const);
const on = play(at(T0, [...switchedOn(), watching()]));
const point = (seconds: number, valence: number | null): TrendPoint => ({ atMs: millis(T0 + seconds * 1_000), valence });
const ada = participantId('Ada');

function history(points: readonly TrendPoint[], startedAtMs = T0): PanelEvent {
  const participants = [{ participant: ada, name: 'Ada', self: false, points: [...points] }];
  return { type: 'engine', message: { type: 'history', startedAtMs: millis(startedAtMs), room: [...points], participants } };
}

describe('settle', () => {
  const shown = (inputs: readonly (readonly [string, number])[]) =>
    inputs.reduce<Settled<string> | null>((before, [value, atMs]) => settle(before, value, atMs, 1_500), null)?.shown;

  test.each([
    ['the first value at once', [['a', 0]], 'a'],
    [
      'not before the hold',
      [
        ['a', 0],
        ['b', 500],
        ['b', 1_999],
      ],
      'a',
    ],
    [
      'after the hold',
      [
        ['a', 0],
        ['b', 500],
        ['b', 2_000],
      ],
      'b',
    ],
    [
      'not if it was interrupted',
      [
        ['a', 0],
        ['b', 500],
        ['a', 1_000],
        ['b', 1_500],
        ['b', 2_500],
      ],
      'a',
    ],
    [
      'a third value starts anew',
      [
        ['a', 0],
        ['b', 500],
        ['c', 1_500],
        ['c', 2_500],
      ],
      'a',
    ],
  ] as const)('%s', (_, inputs, expected) => expect(shown(inputs)).toBe(expected));
});

describe('phase', () => {
  test.each<[string, readonly PanelEvent[], string | null]>([
    ['nothing told', [], null],
    ['no mode', [{ type: 'mode', mode: null }], 'setup'],
    ['mode chosen', ready(), 'idle'],
    ['switched on', switchedOn(), 'loading'],
    ['not connected yet', [...switchedOn(), { type: 'disconnected' }], 'loading'],
    ['loading', [...switchedOn(), loading('files', 0)], 'loading'],
    ['watching', [...switchedOn(), watching()], 'watching'],
    ['readings before any status', [...switchedOn(), live(T0, [])], 'watching'],
    ['disconnected', [...switchedOn(), watching(), { type: 'disconnected' }], 'catching-up'],
    ['the engine loads again', [...switchedOn(), live(T0, []), loading('files', 0)], 'catching-up'],
    ['the engine gave up', [...switchedOn(), status({ phase: 'stopped', trouble: 'engine-failed' })], 'stopped'],
    ['stopped', [...ready(), { type: 'watch', startedAtMs: null, stopped: { reason: 'user', trouble: null } }], 'stopped'],
    ['a late farewell after the stop', [...ready(), status({ phase: 'stopped', trouble: 'engine-failed' }), ...switchedOn()], 'loading'],
  ])('%s', (_, events, expected) => expect(phaseOf(play(at(T0, events)), T0)).toBe(expected));

  test('silence is catching up, unless there is no tile to tell of', () => {
    const later = T0 + SILENCE_MS + 1;
    expect(phaseOf(on, later)).toBe('catching-up');
    expect(phaseOf(play(at(T0, [watching('no-tiles')]), on), later)).toBe('watching');
  });
});

describe('session', () => {
  const seen = play(at(T0, [live(T0, [{ name: 'Ada' }])]), on);

  test.each<[string, PanelEvent, number]>([
    ['the same news again changes nothing', { type: 'watch', startedAtMs: T0, stopped: null }, 1],
    ['another session forgets', { type: 'watch', startedAtMs: T0 + 1, stopped: null }, 0],
    ['stopping forgets', { type: 'watch', startedAtMs: null, stopped: { reason: 'user', trouble: null } }, 0],
    ['another mode forgets', { type: 'mode', mode: 'me' }, 0],
    ['a lost connection does not', { type: 'disconnected' }, 1],
  ])('%s', (_, event, people) => expect(reduce(seen, event, T0).people.size).toBe(people));

  test('history before the news that watching is on is kept; a tick of a past session is not', () => {
    const early = play(at(T0, [...ready(), history([point(-5, 0.2)]), live(T0, [{ name: 'Bo' }]), ...switchedOn().slice(-1)]));
    expect([...early.people.keys()]).toEqual(['Ada']);
    expect(early.room.points).toHaveLength(1);
  });

  test('who is known from the history only has no card, and gets one with the first reading', () => {
    const known = play(at(T0, [history([point(-10, 0.1), point(-5, 0.2)])]), on);
    expect(cards(known)).toEqual([]);
    const [card] = cards(play(at(T0, [live(T0, [{ name: 'Ada' }])]), known));
    expect(card?.person.points).toHaveLength(3);
  });

  test('nobody leaves while ticks are missing', () => {
    expect(cards(play([[T0 + 120_000, { type: 'disconnected' }]], seen)).map(({ state }) => state)).toEqual(['ok']);
  });

  test('a label is not carried over a long gap', () => {
    const back = T0 + 20_000;
    const state = play([[back, live(back, [{ name: 'Ada', expression: 'anger' }])]], seen);
    expect(state.people.get(ada)?.readsAs?.shown).toBe('anger');
  });
});

describe('trend', () => {
  test('at most ten minutes are kept, in order, whatever arrives', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3_600 }), { maxLength: 200 });
    fc.assert(
      fc.property(times, times, (own, told) => {
        const kept = own.reduce<readonly TrendPoint[]>((points, second) => appendPoint(points, point(second, 0)), []);
        const sorted = [...new Set(told)].toSorted((a, b) => a - b).map((second) => point(second, 1));
        const merged = mergePoints(kept, sorted);
        const newest = merged.at(-1)?.atMs ?? 0;
        for (const [index, { atMs }] of merged.entries()) {
          expect(atMs).toBeGreaterThan(merged[index - 1]?.atMs ?? 0);
          expect(atMs).toBeGreaterThan(newest - KEPT_MS);
        }
      }),
    );
  });

  test.each([
    ['a point without a reading', [point(0, 0.1), point(1, null), point(2, 0.1)], 2],
    ['missing points', [point(0, 0.1), point(60, 0.1)], 2],
    ['stored averages of 5 s are joined', [point(0, 0.1), point(5, 0.1), point(10, 0.1)], 1],
    ['nothing read at all', [point(0, null), point(1, null)], 0],
  ])('gaps: %s', (_, points, count) => expect(stretches(points)).toHaveLength(count));

  test.each([
    ['rising', 0.1, 0.4],
    ['falling', 0.4, 0.1],
    ['steady', 0.3, 0.35],
  ])('direction %s', (expected, earlier, recent) => {
    expect(direction([point(-60, earlier), point(-10, recent)], T0)).toBe(expected);
  });

  test('no direction from recent readings alone', () => expect(direction([point(-10, 0.4)], T0)).toBeNull());

  test('positive is above the middle, and only the span is drawn', () => {
    expect(heightOf(0.5)).toBeLessThan(heightOf(0));
    expect(sparklinePaths([point(-301, 0.1), point(-290, null)], T0, 300_000)).toEqual([]);
    expect(sparklinePaths([point(-61, 0.1), point(-1, 0.1)], T0, 60_000)[0]?.line).toMatch(/h0$/);
  });

  test.each([
    [0, 1],
    [60_000, 1],
    [60_001, 2],
    [121_000, 5],
    [3_600_000, 5],
  ])('after %i ms of watching the span is %i min', (watchedMs, minutes) => expect(spanMinutes(watchedMs)).toBe(minutes));
});

describe('display name', () => {
  test.each([
    ['  Ada \n Lovelace ', 'Ada Lovelace'],
    ['a\u2066b\u2069c', 'a b c'],
    ['👩‍💻 Zoë', '👩‍💻 Zoë'],
    ['می‌خواهم', 'می‌خواهم'],
  ])('%j', (name, shown) => expect(displayName(name)).toBe(shown));
});

describe('requests', () => {
  const fake = (over: Partial<PanelSource>): PanelSource => ({
    subscribe: () => {},
    start: () => Promise.resolve({ ok: true, value: null }),
    stop: () => Promise.resolve(),
    object: () => Promise.resolve({ ok: true, value: { records: 0 } }),
    clear: () => Promise.resolve({ ok: true, value: { databases: 0, storedKeys: 0 } }),
    watchSite: () => Promise.resolve({ ok: true, value: null }),
    decide: () => Promise.resolve(),
    openCall: () => {},
    openPage: () => {},
    copyDiagnostic: () => Promise.resolve(true),
    askDetail: () => {},
    bookmark: () => Promise.resolve({ ok: true, value: null }),
    judge: () => Promise.resolve({ ok: true, value: null }),
    ...over,
  });

  test('a second click while one is on its way does nothing', async () => {
    let starts = 0;
    const source = fake({ start: () => Promise.resolve({ ok: true, value: null, count: (starts += 1) }) });
    const store = createPanelStore(source, () => T0);
    await Promise.all([store.start(), store.start()]);
    expect(starts).toBe(1);
    expect(store.pending.value).toBeNull();
  });

  test('a refusal is a stop with its trouble', async () => {
    const store = createPanelStore(fake({ start: () => Promise.resolve({ ok: false, error: 'no-consent' }) }), () => T0);
    ready().forEach((event) => store.apply(event));
    await store.start();
    expect([store.phase.value, store.refused.value]).toEqual(['stopped', 'no-consent']);
  });
});
