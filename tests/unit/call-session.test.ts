import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { engineToPanelSchema } from '../../src/wire/panel-live.ts';
import { FakePage, FakeVision, startCall, tile } from './fake-call.ts';
import { scores, START_MS } from './samples.ts';
import { stored } from './stored.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // IndexedDB runs on setImmediate, which stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START_MS });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('ticks', () => {
  it('one is outstanding: the next comes with the answer, or once the page is silent for 3 s', async () => {
    const { page } = await startCall();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(page.ticks).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(page.ticks).toEqual([1, 2]);
  });

  it('come twice a second while the page answers', async () => {
    const { page, next, lives } = await startCall();
    await page.answer([tile('Ana')]);
    for (let i = 0; i < 19; i++) await next([tile('Ana')]);
    expect(page.ticks).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(lives()).toHaveLength(20);
  });

  it('ask for the next pictures while those before are looked at, but for no third', async () => {
    const { page, vision, lives } = await startCall();
    vision.held = true;
    await page.answer([tile('Ana')]);
    await vi.advanceTimersByTimeAsync(500);
    expect(page.ticks).toEqual([1, 2]);
    await page.answer([tile('Bo')]);
    await vi.advanceTimersByTimeAsync(9_000);
    expect([page.ticks, vision.calls, lives()]).toEqual([[1, 2], 1, []]);
    await vision.release();
    await vi.advanceTimersByTimeAsync(0);
    expect(lives().map(({ readings }) => readings.map(({ name }) => name))).toEqual([['Ana'], ['Bo']]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(page.ticks).toEqual([1, 2, 3]);
  });

  it('ask anew for pictures that waited while vision was lost', async () => {
    const { page, vision, lives } = await startCall();
    vision.held = true;
    await page.answer([tile('Ana')]);
    await vi.advanceTimersByTimeAsync(500);
    await page.answer([tile('Ana')]);
    vision.fails = true;
    vision.state = { phase: 'loading', step: 'files', progress: 0 };
    await vision.release();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([page.ticks, vision.calls]).toEqual([[1, 2], 1]);
    vision.fails = false;
    vision.state = { phase: 'ready', backend: 'wasm', detector: 'full' };
    await vi.advanceTimersByTimeAsync(100);
    await page.answer([tile('Ana')]);
    expect([page.ticks.slice(0, 3), lives().length]).toEqual([[1, 2, 3], 1]);
  });

  it('are told to a panel that comes between them, unless the page has been silent since', async () => {
    const { page, session, lives } = await startCall();
    await page.answer([tile('Ana')]);
    expect(session.greeting().at(-1)).toEqual(lives()[0]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.greeting().map(({ type }) => type)).toEqual(['status', 'history']);
  });

  it('wait until vision is ready', async () => {
    const vision = new FakeVision();
    vision.state = { phase: 'loading', step: 'network', progress: 0.5 };
    const { page, session } = await startCall({}, vision);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(page.ticks).toEqual([]);
    session.take({ type: 'progress', step: 'network', progress: 0.5 });
    expect(session.greeting()[0]).toEqual({ type: 'status', status: vision.state });
    vision.state = { phase: 'ready', backend: 'webgl', detector: 'full' };
    await vi.advanceTimersByTimeAsync(50);
    expect(page.ticks).toEqual([1]);
  });

  it('stop for a vision worker that is replaced, and then go on', async () => {
    const vision = new FakeVision();
    const { page, session, told } = await startCall({}, vision);
    await page.answer([tile('Ana')]);
    vision.state = { phase: 'loading', step: 'files', progress: 0 };
    session.take({ type: 'lost' });
    expect(told.at(-1)).toEqual({ type: 'status', status: { phase: 'loading', step: 'files', progress: 0 } });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(page.ticks).toEqual([1]);
    vision.state = { phase: 'ready', backend: 'wasm', detector: 'full' };
    session.take({ type: 'loaded' });
    await vi.advanceTimersByTimeAsync(50);
    expect(page.ticks).toEqual([1, 2]);
  });

  it('say that the page is paused while it answers nothing, until it does', async () => {
    const { page, told } = await startCall();
    const condition = () =>
      told
        .flatMap((message) => (message.type === 'status' && message.status.phase === 'watching' ? [message.status.condition] : []))
        .at(-1);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(condition()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(condition()).toBe('paused');
    await page.answer([tile('Ana')]);
    expect(condition()).toBe('well');
  });

  it('go on after vision failed to answer', async () => {
    const { page, vision, lives, next } = await startCall();
    vision.fails = true;
    await page.answer([tile('Ana')]);
    expect(lives()).toEqual([]);
    vision.fails = false;
    await next([tile('Ana')]);
    expect(lives()).toHaveLength(1);
  });

  it('go to a newer channel, and the older one is closed', async () => {
    const { page, session } = await startCall();
    const newer = new FakePage();
    session.attach(newer.channel);
    await vi.advanceTimersByTimeAsync(0);
    expect([page.closed, newer.closed]).toEqual([true, false]);
    expect([session.isAttachedTo(page.channel), session.isAttachedTo(newer.channel)]).toEqual([false, true]);
    expect([page.ticks, newer.ticks]).toEqual([[1], [2]]);
  });
});

describe('the end', () => {
  it('stops the ticks, closes the channel and writes the reason', async () => {
    const { page, session, lives } = await startCall();
    await page.answer([tile('Ana')]);
    await session.end('call-ended');
    await vi.advanceTimersByTimeAsync(60_000);
    await page.answer([tile('Ana')]);
    expect([page.ticks, page.closed, lives().length]).toEqual([[1], true, 1]);
    const { sessions, slices } = await stored();
    expect(sessions[0]).toMatchObject({ endReason: 'call-ended', endedAtMs: START_MS });
    expect(slices.map(({ lines }) => lines.length)).toEqual([2]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('while a picture is being worked on shows nothing any more', async () => {
    const { page, session, vision, lives } = await startCall();
    vision.held = true;
    await page.answer([tile('Ana')]);
    await session.end('user');
    await vision.release();
    expect([lives(), page.ticks]).toEqual([[], [1]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('comes once: the first reason stays', async () => {
    const { session } = await startCall();
    await session.end('user');
    await session.end('trouble');
    expect((await stored()).sessions[0]?.endReason).toBe('user');
  });
});

it('tells only what the panel’s schema takes', async () => {
  const { page, told, session, next, vision } = await startCall();
  await page.answer([tile('Ana'), tile('Bo', { state: 'camera-off', place: null }), tile('Cy')]);
  vision.sight = { state: 'face', scores: scores('fear', 0.3), quality: 0.5 };
  await next([]);
  await next([tile('Ana')], 0);
  for (const message of [...told, ...session.greeting()]) expect(v.safeParse(engineToPanelSchema, message).issues).toBeUndefined();
});
