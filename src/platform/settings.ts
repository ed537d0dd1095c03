import * as v from 'valibot';
import { allowedMode, NO_POLICY, type Policy } from '../core/policy.ts';
import type { Mode } from '../core/mode.ts';
import { DEFAULT_SETTINGS, policySchema, type Settings, settingsSchema } from '../wire/settings.ts';
import { type WatchState, watchStatesSchema } from '../wire/watch-state.ts';
import { browser } from './browser.ts';

const SETTINGS = 'settings';
const LAST_POLICY = 'policy';
const WATCHES = 'watches';
const TIDIED = 'tidiedAtMs';

export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(SETTINGS);
  const parsed = v.safeParse(settingsSchema, stored[SETTINGS]);
  return parsed.success ? parsed.output : DEFAULT_SETTINGS;
}

/** Changes some settings and leaves the others; changes of one context run one after the other. */
export function changeSettings(change: Partial<Settings>): Promise<void> {
  return inTurn(async () => {
    await browser.storage.local.set({ [SETTINGS]: { ...(await readSettings()), ...change } });
  });
}

/** A browser that has just started says whether it is managed only when it comes to rest, which on a busy machine took more
 * than a minute (Chromium 156). */
const POLICY_WITHIN_MS = 300;
const policyIsLate = new EventTarget();

/** What the organisation that manages this browser has decided. As long as the browser does not know, what it said last time
 * holds; if it says otherwise later, whoever listens for changes of the settings is told. */
export async function policySoFar(): Promise<Policy> {
  const policy = readPolicy();
  const late = new Promise<null>((resolve) => setTimeout(resolve, POLICY_WITHIN_MS, null));
  const soFar = await Promise.race([policy, late]);
  if (soFar) return soFar;
  const last = await lastPolicy();
  // Only news: a browser that is always late would otherwise be asked without end.
  void policy.then((known) => isSame(known, last) || policyIsLate.dispatchEvent(new Event('known')));
  return last;
}

/** What the organisation that manages this browser has decided; waits until the browser knows. */
export async function readPolicy(): Promise<Policy> {
  const managed = await browser.storage.managed.get(null).catch(() => ({}));
  const policy = policyIn(managed);
  // On a full disk it is only known later the next time.
  await rememberPolicy(policy).catch(() => {});
  return policy;
}

/** Nothing is stored where nothing was ever decided. */
async function rememberPolicy(policy: Policy): Promise<void> {
  if (isSame(policy, await lastPolicy())) return;
  const { off, mode } = policy;
  if (off || mode) await browser.storage.local.set({ [LAST_POLICY]: { disabled: off, lockMode: mode } });
  else await browser.storage.local.remove(LAST_POLICY);
}

async function lastPolicy(): Promise<Policy> {
  const stored = await browser.storage.local.get(LAST_POLICY);
  return policyIn(stored[LAST_POLICY]);
}

const isSame = (one: Policy, other: Policy) => one.off === other.off && one.mode === other.mode;

function policyIn(value: unknown): Policy {
  const parsed = v.safeParse(policySchema, value);
  return parsed.success ? parsed.output : NO_POLICY;
}

/** The mode that may be used now, see {@link allowedMode}; null: nothing may be read. */
export async function readMode(): Promise<Mode | null> {
  const [{ mode }, policy] = await Promise.all([readSettings(), policySoFar()]);
  return allowedMode(mode, policy);
}

export async function readWatches(): Promise<Record<string, WatchState>> {
  const stored = await browser.storage.session.get(WATCHES);
  const parsed = v.safeParse(watchStatesSchema, stored[WATCHES] ?? {});
  return parsed.success ? parsed.output : {};
}

let lastUpdate: Promise<unknown> = Promise.resolve();

/** Changes the watch states; updates of one context run one after the other, so that none is lost. */
export function updateWatches(change: (watches: Record<string, WatchState>) => void): Promise<void> {
  return inTurn(async () => {
    const watches = await readWatches();
    change(watches);
    await browser.storage.session.set({ [WATCHES]: watches });
  });
}

function inTurn(work: () => Promise<void>): Promise<void> {
  const update = lastUpdate.then(work);
  lastUpdate = update.catch(() => {});
  return update;
}

/** Calls `listener` whenever settings or policy change, in any context, until `signal` aborts. */
export function onSettingsChange(listener: () => void, signal?: AbortSignal): void {
  onChange(SETTINGS, listener, signal);
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

/** Calls `listener` whenever settings, policy or watches change, in any context, until `signal` aborts. */
export function onStateChange(listener: () => void, signal: AbortSignal): void {
  onSettingsChange(listener, signal);
  onChange(WATCHES, listener, signal);
}

/** Calls `listener` whenever a call began or ended, or the history was tidied, in any context, until `signal` aborts. */
export function onHistoryChange(listener: () => void, signal: AbortSignal): void {
  onChange(WATCHES, listener, signal);
  onChange(TIDIED, listener, signal);
}

function onChange(key: string, listener: () => void, signal: AbortSignal | undefined): void {
  const heard = (changes: Record<string, unknown>, area: string) => {
    if (key in changes || (key === SETTINGS && area === 'managed')) listener();
  };
  browser.storage.onChanged.addListener(heard);
  if (key === SETTINGS) policyIsLate.addEventListener('known', listener, signal && { signal });
  signal?.addEventListener('abort', () => browser.storage.onChanged.removeListener(heard));
}

/** Deletes all settings and states; what an organisation decided is not the user's, and comes again.
 * @returns how many keys are still stored, read again afterwards */
export async function clearSettings(): Promise<number> {
  const areas = [browser.storage.local, browser.storage.session];
  await Promise.all(areas.map((area) => area.clear()));
  const left = await Promise.all(areas.map((area) => area.get(null)));
  return left.reduce((sum, stored) => sum + Object.keys(stored).filter((key) => key !== LAST_POLICY).length, 0);
}
