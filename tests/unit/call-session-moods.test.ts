import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadingState } from '../../src/core/reading.ts';
import type { FrameTile } from '../../src/wire/frames.ts';
import { FakeVision, startCall, tile } from './fake-call.ts';
import { openSession, scores, START_MS } from './samples.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START_MS });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const sad = { state: 'face', scores: scores('sadness', 0.9), quality: 1 } as const;

/** How much happiness is left in Ana's mood when she turned sad and `between` happened in the meantime. */
async function happinessAfter(
  between: (call: Awaited<ReturnType<typeof startCall>>) => Promise<void>,
  after = tile('Ana'),
): Promise<number> {
  const call = await startCall();
  await call.page.answer([tile('Ana')]);
  await between(call);
  call.vision.sight = sad;
  await call.next([after]);
  const [seen] = call.lastLive()?.readings ?? [];
  return seen?.mood?.expression.happiness ?? Number.NaN;
}

const AFRESH = (1 - 0.9) / 7;

describe('a mood', () => {
  it('is smoothed from one tick to the next', async () => {
    expect(await happinessAfter(() => Promise.resolve())).toBeGreaterThan(0.5);
  });

  it('starts afresh when the tile’s stream changes: it may be somebody else', async () => {
    expect(await happinessAfter(() => Promise.resolve(), tile('Ana', { streamEpoch: 2 }))).toBeCloseTo(AFRESH, 9);
  });

  it('is another participant’s own, even in the same place', async () => {
    expect(await happinessAfter(() => Promise.resolve(), tile('Bruno'))).toBeCloseTo(AFRESH, 9);
  });

  it('outlives a tile that is re-mounted within a few seconds', async () => {
    const { page, vision, next, lastLive } = await startCall();
    await page.answer([tile('Ana')]);
    await next([]);
    vision.sight = { state: 'face', scores: scores('happiness', 0.7), quality: 1 };
    await next([tile('Ana')]);
    // Afresh it would be 0.7.
    expect(lastLive()?.readings[0]?.mood?.expression.happiness).toBeGreaterThan(0.75);
  });

  it('does not outlive a long absence', async () => {
    const away = await happinessAfter(async ({ next }) => {
      for (let i = 0; i < 24; i++) await next([]);
    });
    expect(away).toBeCloseTo(AFRESH, 9);
  });
});

describe('the resting face', () => {
  /** Answers ticks for some seconds. @returns whether each reading of Ana was also given relative to her resting face */
  async function watchFor(seconds: number, { next, lastLive }: Awaited<ReturnType<typeof startCall>>, shown = tile('Ana')) {
    const given: boolean[] = [];
    for (let i = 0; i < 2 * seconds; i++) {
      await next([shown]);
      given.push(lastLive()?.readings[0]?.relative !== null);
    }
    return given;
  }

  it('is known after a minute, outlives a tile that is re-mounted, and is the person’s own', async () => {
    const call = await startCall();
    await call.page.answer([tile('Ana')]);
    const given = await watchFor(62, call);
    expect([given[0], given.at(-1)]).toEqual([false, true]);
    await call.next([]);
    expect(await watchFor(1, call)).toEqual([true, true]);
    expect(await watchFor(1, call, tile('Bruno'))).toEqual([false, false]);
    // Another stream in Ana's tile may be somebody else.
    expect(await watchFor(1, call, tile('Ana', { streamEpoch: 2 }))).toEqual([false, false]);
  });
});

describe('a reading', () => {
  it.each<[string, FrameTile, ReadingState]>([
    ['a live tile', tile('Ana'), 'ok'],
    ['a camera that is off', tile('Ana', { state: 'camera-off', place: null }), 'camera-off'],
    ['a stalled picture', tile('Ana', { state: 'stalled', place: null }), 'stalled'],
    ['protected media', tile('Ana', { state: 'unreadable', place: null }), 'unreadable'],
    ['a live tile without a place', tile('Ana', { place: null }), 'unreadable'],
    ['a place of a tile that is not live', tile('Ana', { state: 'camera-off' }), 'camera-off'],
  ])('of %s', async (_, shown, state) => {
    const { page, lastLive } = await startCall();
    await page.answer([shown]);
    expect(lastLive()?.readings.map((reading) => [reading.state, reading.mood !== null])).toEqual([[state, state === 'ok']]);
  });

  it('belongs to its own tile where others have no picture', async () => {
    const { page, lastLive } = await startCall();
    await page.answer([tile('Ana', { state: 'camera-off', place: null }), tile('Bo'), tile('Cy', { state: 'stalled', place: null })]);
    expect(lastLive()?.readings.map(({ name, state }) => [name, state])).toEqual([
      ['Ana', 'camera-off'],
      ['Bo', 'ok'],
      ['Cy', 'stalled'],
    ]);
  });
});

describe('mode room', () => {
  it('tells of the room and of nobody in it, nor to a panel that is opened late', async () => {
    const { page, told, lastLive, session } = await startCall({ mode: 'room' });
    await page.answer(['Ana', 'Bruno', 'Chidi'].map((name) => tile(name)));
    expect(lastLive()).toMatchObject({ readings: [], room: { faces: 3 } });
    expect(lastLive()?.room.mood?.valence).toBeGreaterThan(0.5);
    expect(JSON.stringify([...told, ...session.greeting()])).not.toMatch(/Ana|Bruno|Chidi/);
  });
});

describe('notices', () => {
  it('"no tiles" comes after five seconds without any, and goes when one comes', async () => {
    const { page, next, notices } = await startCall();
    await page.answer([]);
    for (let i = 0; i < 10; i++) await next([]);
    expect(notices()).toEqual([]);
    await next([]);
    expect(notices()).toEqual(['no-tiles']);
    await next([tile('Ana')]);
    expect(notices()).toEqual([]);
  });

  it('"no tiles" counts from the first tick, not from the start of loading', async () => {
    const vision = new FakeVision();
    vision.state = { phase: 'loading', step: 'files', progress: 0 };
    const { page, notices, session } = await startCall({}, vision);
    await vi.advanceTimersByTimeAsync(20_000);
    vision.state = { phase: 'ready', backend: 'wasm', detector: 'full' };
    session.take({ type: 'loaded' });
    await vi.advanceTimersByTimeAsync(50);
    await page.answer([]);
    expect(notices()).toEqual([]);
  });

  it.each([
    ['each', 'names-missing', 'page-changed'],
    ['each', 'tiles-missing', 'page-changed'],
    ['room', 'tiles-missing', 'page-changed'],
    ['me', 'names-missing', 'page-changed'],
    ['me', 'tiles-missing', 'own-tile-unknown'],
  ] as const)('in mode %s, a page of health %s is told as %s, and no longer once it is well', async (mode, health, trouble) => {
    const { page, next, notices } = await startCall({ mode });
    await page.answer([tile('Ana', { self: true })], { health });
    expect(notices()).toEqual([trouble]);
    await next([tile('Ana', { self: true })]);
    expect(notices()).toEqual([]);
  });

  it('refused storage is told, and watching goes on', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const { page, next, notices, lives } = await startCall();
    await page.answer([tile('Ana')]);
    await next([tile('Ana')]);
    expect(notices()).toEqual(['storage-refused']);
    expect(lives()).toHaveLength(2);
  });
});

it('the status tells rate, cost per tile and tiles as measured', async () => {
  const { page, next, session } = await startCall();
  const two = [tile('Ana'), tile('Bruno')];
  await page.answer(two);
  for (let i = 0; i < 4; i++) await next(two);
  const [greeting] = session.greeting();
  // Twice 7 ms of vision and 1 ms of capture for two tiles, every 500 ms.
  expect(greeting).toEqual({
    type: 'status',
    status: { phase: 'watching', condition: 'well', backend: 'wasm', detector: 'full', rateHz: 2, msPerTile: 7.5, tiles: 2, notices: [] },
  });
});

it('mode me looks at nobody but the user, whatever the page sends', async () => {
  const { page, vision, lastLive } = await startCall({ mode: 'me' });
  await page.answer([tile('Ana')]);
  expect([vision.calls, lastLive()?.readings]).toEqual([0, []]);
});

describe('settings', () => {
  const settings = openSession().settings;
  const doubtful = { state: 'face', scores: scores('happiness', 0.65), quality: 1 } as const;

  it.each([
    ['careful', 'unsure'],
    ['balanced', 'ok'],
    ['eager', 'ok'],
  ] as const)('%s: a certainty of 0.65 is %s', async (doubt, state) => {
    const { page, vision, lastLive } = await startCall({ settings: { ...settings, doubt } });
    vision.sight = doubtful;
    await page.answer([tile('Ana')]);
    expect(lastLive()?.readings[0]?.state).toBe(state);
  });

  it('reads nobody on a page that lost the own tile, if that is not to be read', async () => {
    const { page, lastLive, notices } = await startCall({ settings: { ...settings, ownTile: false } });
    await page.answer([tile('Ana')], { health: 'tiles-missing' });
    expect([lastLive()?.readings, notices()]).toEqual([[], ['own-tile-unknown']]);
  });

  it('that change in the middle of a call hold from the next tick on', async () => {
    const { page, vision, session, next, lastLive } = await startCall();
    vision.sight = doubtful;
    await page.answer([tile('Ana')]);
    session.configure({ ...settings, doubt: 'careful' });
    await next([tile('Bruno')]);
    expect(lastLive()?.readings.map(({ state }) => state)).toEqual(['unsure']);
  });

  it.each([
    ['each', true, ['Ana', 'Me']],
    ['each', false, ['Ana']],
    ['me', false, ['Me']],
  ] as const)('in mode %s with the own tile shown: %s', async (mode, ownTile, names) => {
    const { page, lastLive } = await startCall({ mode, settings: { ...settings, ownTile } });
    await page.answer([tile('Ana'), tile('Me', { self: true, place: { x: 160, y: 0, width: 160, height: 90 } })]);
    expect(lastLive()?.readings.map(({ name }) => name)).toEqual(names);
  });
});
