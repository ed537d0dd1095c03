import { beforeEach, describe, expect, it, vi } from 'vitest';
import { clearSettings, onStateChange, readSettings, readWatches, updateWatches, writeSettings } from '../../src/platform/settings.ts';
import type { WatchState } from '../../src/wire/watch-state.ts';
import { fakeBrowser } from './fake-browser.ts';
import { SESSION, START_MS } from './samples.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const { local, session, onChanged } = fakeBrowser.storage;
const on: WatchState = {
  state: 'on',
  sessionId: SESSION,
  mode: 'each',
  site: 'meet',
  origin: 'https://meet.google.com',
  startedAtMs: START_MS,
};
const off: WatchState = { state: 'off', reason: 'user', trouble: null };

beforeEach(async () => {
  await Promise.all([local.clear(), session.clear()]);
  onChanged.listeners.clear();
});

describe('settings', () => {
  it('have no mode until one was chosen', async () => expect(await readSettings()).toEqual({ mode: null }));

  it('are read as they were written', async () => {
    await writeSettings({ mode: 'room' });
    expect(await readSettings()).toEqual({ mode: 'room' });
  });

  it.each([['a text'], [null], [{ mode: 'all' }], [{}], [[]]])('fall back to no mode where %j is stored', async (stored) => {
    await local.set({ settings: stored });
    expect(await readSettings()).toEqual({ mode: null });
  });

  it('are gone once cleared, read again afterwards', async () => {
    await writeSettings({ mode: 'me' });
    await local.set({ other: 1 });
    expect(await clearSettings()).toBe(0);
    expect(await local.get(null)).toEqual({});
  });
});

describe('watches', () => {
  it('of concurrent updates none is lost', async () => {
    await Promise.all([1, 2, 3].map((tab) => updateWatches((watches) => void (watches[tab] = on))));
    expect(Object.keys(await readWatches())).toEqual(['1', '2', '3']);
  });

  it('an update that throws is told of, and does not stop the next', async () => {
    const failing = updateWatches(() => {
      throw new Error('no');
    });
    const next = updateWatches((watches) => void (watches[1] = off));
    await expect(failing).rejects.toThrow('no');
    await next;
    expect(await readWatches()).toEqual({ 1: off });
  });

  it.each([['a text'], [{ 1: { state: 'paused' } }], [{ 1: { ...on, extra: 1 } }], [null]])(
    'are none where %j is stored',
    async (stored) => {
      await session.set({ watches: stored });
      expect(await readWatches()).toEqual({});
    },
  );
});

describe('onStateChange', () => {
  it('hears of settings and watches, of nothing else, and of nothing after the end', async () => {
    const heard = vi.fn<() => void>();
    const end = new AbortController();
    onStateChange(heard, end.signal);
    await writeSettings({ mode: 'me' });
    await updateWatches((watches) => void (watches[1] = on));
    await local.set({ other: 1 });
    expect(heard).toHaveBeenCalledTimes(2);
    end.abort();
    await writeSettings({ mode: 'each' });
    expect(heard).toHaveBeenCalledTimes(2);
    expect(onChanged.listeners.size).toBe(0);
  });
});
