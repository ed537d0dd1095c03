import * as v from 'valibot';
import { type Settings, settingsSchema, type WatchState, watchStatesSchema } from '../wire/watch-state.ts';
import { browser } from './browser.ts';

const SETTINGS = 'settings';
const WATCHES = 'watches';
const TIDIED = 'tidiedAtMs';
const DEFAULTS: Settings = { mode: null };

export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(SETTINGS);
  const parsed = v.safeParse(settingsSchema, stored[SETTINGS]);
  return parsed.success ? parsed.output : DEFAULTS;
}

export async function writeSettings(settings: Settings): Promise<void> {
  await browser.storage.local.set({ [SETTINGS]: settings });
}

export async function readWatches(): Promise<Record<string, WatchState>> {
  const stored = await browser.storage.session.get(WATCHES);
  const parsed = v.safeParse(watchStatesSchema, stored[WATCHES] ?? {});
  return parsed.success ? parsed.output : {};
}

let lastUpdate: Promise<unknown> = Promise.resolve();

/** Changes the watch states; updates of one context run one after the other, so that none is lost. */
export function updateWatches(change: (watches: Record<string, WatchState>) => void): Promise<void> {
  const update = lastUpdate.then(async () => {
    const watches = await readWatches();
    change(watches);
    await browser.storage.session.set({ [WATCHES]: watches });
  });
  lastUpdate = update.catch(() => {});
  return update;
}

/** When the history was last tidied in this run of the browser, in ms since the epoch; null if not yet. */
export async function readTidiedAt(): Promise<number | null> {
  const stored = await browser.storage.session.get(TIDIED);
  const parsed = v.safeParse(v.number(), stored[TIDIED]);
  return parsed.success ? parsed.output : null;
}

export async function writeTidiedAt(atMs: number): Promise<void> {
  await browser.storage.session.set({ [TIDIED]: atMs });
}

/** Calls `listener` whenever settings or watches change, in any context, until `signal` aborts. */
export function onStateChange(listener: () => void, signal: AbortSignal): void {
  const heard = (changes: Record<string, unknown>) => {
    if (SETTINGS in changes || WATCHES in changes) listener();
  };
  browser.storage.onChanged.addListener(heard);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(heard));
}

/** Deletes all settings and states. @returns how many keys are still stored, read again afterwards */
export async function clearSettings(): Promise<number> {
  const areas = [browser.storage.local, browser.storage.session];
  await Promise.all(areas.map((area) => area.clear()));
  const left = await Promise.all(areas.map((area) => area.get(null)));
  return left.reduce((sum, stored) => sum + Object.keys(stored).length, 0);
}
