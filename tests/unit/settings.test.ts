import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mode } from '../../src/core/mode.ts';
import {
  changeSettings,
  clearSettings,
  onSettingsChange,
  onStateChange,
  policySoFar,
  readMode,
  readPolicy,
  readSettings,
  readWatches,
  updateWatches,
} from '../../src/platform/settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/wire/settings.ts';
import type { WatchState } from '../../src/wire/watch-state.ts';
import { fakeBrowser } from './fake-browser.ts';
import { SESSION, START_MS } from './samples.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const { local, session, managed, onChanged } = fakeBrowser.storage;
const on: WatchState = {
  state: 'on',
  sessionId: SESSION,
  mode: 'each',
  site: 'meet',
  origin: 'https://meet.google.com',
  startedAtMs: START_MS,
};
const off: WatchState = {
  state: 'off',
  sessionId: SESSION,
  reason: 'user',
  trouble: null,
  origin: 'https://meet.google.com',
  decided: false,
};

beforeEach(async () => {
  await Promise.all([local.clear(), session.clear(), managed.clear()]);
  onChanged.listeners.clear();
});

describe('settings', () => {
  it('have no mode until one was chosen', async () => expect((await readSettings()).mode).toBeNull());

  it('are read as they were written, and a change leaves the others', async () => {
    const changes: Settings = {
      mode: 'room',
      budget: 'low',
      ownTile: false,
      doubt: 'eager',
      names: 'pseudonyms',
      retention: '7-days',
      afterCall: 'discard',
      language: 'en',
      theme: 'dark',
    };
    await Promise.all(Object.entries(changes).map(([key, value]) => changeSettings({ [key]: value })));
    expect(await readSettings()).toEqual(changes);
  });

  it('of an older version keep what was chosen then', async () => {
    await local.set({ settings: { mode: 'me', gone: true } });
    expect(await readSettings()).toEqual({ ...DEFAULT_SETTINGS, mode: 'me' });
  });

  it('lose only the choice that does not fit', async () => {
    await local.set({ settings: { mode: 'room', retention: 'a year', language: 'xx', theme: 'dark' } });
    expect(await readSettings()).toEqual({ ...DEFAULT_SETTINGS, mode: 'room', theme: 'dark' });
  });

  it.each([['a text'], [null], [{ mode: 'all' }], [{}], [[]]])('are the defaults, without a mode, where %j is stored', async (stored) => {
    await local.set({ settings: stored });
    expect(await readSettings()).toEqual(DEFAULT_SETTINGS);
    expect(DEFAULT_SETTINGS.mode).toBeNull();
  });

  it('are gone once cleared, read again afterwards', async () => {
    await changeSettings({ mode: 'me' });
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

describe('an organisation’s policy', () => {
  it.each<[string, object, Mode | null, Mode | null]>([
    ['none', {}, 'each', 'each'],
    ['off', { disabled: true }, 'me', null],
    ['off and locked', { disabled: true, lockMode: 'me' }, 'me', null],
    ['locked to a narrower mode', { lockMode: 'me' }, 'each', 'me'],
    ['locked to the chosen mode', { lockMode: 'each' }, 'each', 'each'],
    ['locked to a mode that the user must confirm first', { lockMode: 'each' }, 'me', null],
    ['locked before the first-run page was answered', { lockMode: 'me' }, null, null],
    ['of a kind that is not known', { lockMode: 'all', disabled: 'yes' }, 'room', 'room'],
  ])('%s: %j makes of %s %s', async (_, policy, chosen, allowed) => {
    await managed.set(policy as Record<string, unknown>);
    await changeSettings({ mode: chosen });
    expect(await readMode()).toBe(allowed);
    // The user's own choice comes back when the policy goes.
    expect((await readSettings()).mode).toBe(chosen);
  });

  it('that the browser cannot read is none', async () => {
    vi.spyOn(managed, 'get').mockRejectedValueOnce(new Error('not managed'));
    expect(await readPolicy()).toEqual({ off: false, mode: null });
  });

  /** The next answer of the browser does not come before it is asked for. */
  async function late(): Promise<() => void> {
    const policy = await managed.get(null);
    let know = () => {};
    vi.spyOn(managed, 'get').mockReturnValueOnce(new Promise((resolve) => (know = () => resolve(policy))));
    return () => know();
  }

  it('that the browser does not know yet is none, and is told when it comes', async () => {
    await managed.set({ disabled: true });
    const know = await late();
    const heard = new Promise<void>((resolve) => onSettingsChange(resolve));
    expect(await policySoFar()).toEqual({ off: false, mode: null });
    know();
    await heard;
    expect(await policySoFar()).toEqual({ off: true, mode: null });
  });

  it('holds from the start where the browser said it the last time, until it says otherwise', async () => {
    await changeSettings({ mode: 'each' });
    await managed.set({ lockMode: 'me' });
    expect(await readMode()).toBe('me');
    await managed.clear();
    const know = await late();
    const heard = new Promise<void>((resolve) => onSettingsChange(resolve));
    expect(await readMode()).toBe('me');
    know();
    await heard;
    expect(await readMode()).toBe('each');
    // Nothing is left of it, and it is nothing that clearing would leave behind.
    expect(Object.keys(await local.get(null))).toEqual(['settings']);
  });

  it('that comes late and says nothing new is not told: whoever asks again would never come to an end', async () => {
    const know = await late();
    const heard = vi.fn<() => void>();
    onSettingsChange(heard);
    expect(await policySoFar()).toEqual({ off: false, mode: null });
    know();
    expect(await readPolicy()).toEqual({ off: false, mode: null });
    expect(heard).not.toHaveBeenCalled();
  });
});

it('onSettingsChange does not hear of watches', async () => {
  const heard = vi.fn<() => void>();
  onSettingsChange(heard);
  await updateWatches((watches) => void (watches[1] = on));
  expect(heard).not.toHaveBeenCalled();
  await changeSettings({ theme: 'light' });
  expect(heard).toHaveBeenCalledOnce();
});

describe('onStateChange', () => {
  it('hears of settings and watches, of nothing else, and of nothing after the end', async () => {
    const heard = vi.fn<() => void>();
    const end = new AbortController();
    onStateChange(heard, end.signal);
    await changeSettings({ mode: 'me' });
    await updateWatches((watches) => void (watches[1] = on));
    await managed.set({ disabled: true });
    await local.set({ other: 1 });
    expect(heard).toHaveBeenCalledTimes(3);
    end.abort();
    await changeSettings({ mode: 'each' });
    expect(heard).toHaveBeenCalledTimes(3);
    expect(onChanged.listeners.size).toBe(0);
  });
});
