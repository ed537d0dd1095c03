import { sessionId, type SessionId } from '../core/identity.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { StopReason, Trouble } from '../core/trouble.ts';
import { hasAccess } from '../platform/access.ts';
import { closeEngine, ensureEngine, engineExists } from '../platform/engine-host.ts';
import { showBadge } from '../platform/lifecycle.ts';
import { askContent, tellEngine } from '../platform/messages.ts';
import { describePage } from '../platform/page.ts';
import { readMode, readSettings, readWatches, updateWatches } from '../platform/settings.ts';
import { engineSettings } from '../wire/settings.ts';
import type { WatchOn, WatchState } from '../wire/watch-state.ts';
import { settleCall, tidy } from './tidying.ts';

// Watching a tab: on only by the user's command, for one call, with the badge on.

/**
 * Switches watching on for the call in a tab.
 * @returns the trouble that stands in the way: no mode chosen, no call page, not in the call yet
 */
export function startWatching(tabId: number, nowMs: number): Promise<Result<null, Trouble>> {
  return inTurn(tabId, () => start(tabId, nowMs));
}

async function start(tabId: number, nowMs: number): Promise<Result<null, Trouble>> {
  const started = await startIfAllowed(tabId, nowMs);
  if (!started.ok) await closeIfIdle();
  return started;
}

async function startIfAllowed(tabId: number, nowMs: number): Promise<Result<null, Trouble>> {
  const mode = await readMode();
  if (!mode) return err('no-consent');
  // It loads while the page is asked what it is.
  void ensureEngine().catch(() => {});
  const page = await describePage(tabId);
  if (page.page === 'unsupported') return err('page-not-supported');
  if (page.page === 'needs-reload') return err('page-needs-reload');
  if (page.page === 'offered') return err('no-access');
  if (page.page !== 'in-call' || page.site === null || page.origin === null) return err('not-in-call');
  if (mode === 'me' && !page.knowsOwnTile) return err('own-tile-unknown');
  if ((await readWatches())[tabId]?.state === 'on') return ok(null);

  const watch: WatchOn = {
    state: 'on',
    sessionId: sessionId(crypto.randomUUID()),
    mode,
    site: page.site,
    origin: page.origin,
    startedAtMs: nowMs,
  };
  await setWatch(tabId, watch);
  void tidy(nowMs);
  await connect(tabId, watch);
  return ok(null);
}

/** Switches watching off. With `only`, nothing happens unless that session is the present one. */
export function stopWatching(tabId: number, reason: StopReason, trouble: Trouble | null, only?: SessionId): Promise<null> {
  return inTurn(tabId, () => stop(tabId, reason, trouble, only));
}

async function stop(tabId: number, reason: StopReason, trouble: Trouble | null, only?: SessionId): Promise<null> {
  const watch = (await readWatches())[tabId];
  if (watch?.state !== 'on' || (only && watch.sessionId !== only)) return null;
  await setWatch(tabId, { state: 'off', sessionId: watch.sessionId, reason, trouble, origin: watch.origin, decided: false });
  // The engine first: it would take the page's closing channel for the end of the page.
  if (await engineExists()) await tellEngine({ to: 'engine', type: 'close-session', sessionId: watch.sessionId, reason });
  await askContent(tabId, { to: 'content', type: 'unwatch', sessionId: watch.sessionId });
  await settleCall(watch.sessionId, Date.now());
  await closeIfIdle();
  return null;
}

/** Nothing runs while nothing is watched. */
async function closeIfIdle(): Promise<void> {
  const isWatching = Object.values(await readWatches()).some(({ state }) => state === 'on');
  if (!isWatching) await closeEngine();
}

/** The keyboard command: on where it is off, off where it is on. */
export async function toggleWatching(tabId: number, nowMs: number): Promise<void> {
  const on = (await readWatches())[tabId]?.state === 'on';
  await (on ? stopWatching(tabId, 'user', null) : startWatching(tabId, nowMs));
}

/** A tab is gone: what was watched in it ends, and nobody will ask for it again. */
export async function forgetTab(tabId: number): Promise<void> {
  await stopWatching(tabId, 'page-closed', null);
  await updateWatches((watches) => {
    delete watches[tabId];
  });
}

/** Brings the engine back after it was lost, and connects the same session again. */
export async function reviveEngine(tabId: number, session: SessionId): Promise<null> {
  const watch = (await readWatches())[tabId];
  if (watch?.state === 'on' && watch.sessionId === session) await connect(tabId, watch);
  return null;
}

/** The engine ended a session by itself. */
export async function sessionOver(session: SessionId, reason: StopReason, trouble: Trouble | null): Promise<null> {
  for (const [tabId, watch] of Object.entries(await readWatches())) {
    if (watch.state === 'on' && watch.sessionId === session) await stopWatching(Number(tabId), reason, trouble, session);
  }
  return null;
}

/** Access was given or taken back: what may no longer be read is not watched. */
export async function accessChanged(): Promise<void> {
  for (const [tabId, watch] of Object.entries(await readWatches())) {
    if (watch.state === 'on' && !(await hasAccess(watch.origin)))
      await stopWatching(Number(tabId), 'access-removed', null, watch.sessionId);
  }
}

/** Stops every session. */
export async function stopAll(reason: StopReason): Promise<void> {
  for (const tabId of Object.keys(await readWatches())) await stopWatching(Number(tabId), reason, null);
}

const turns = new Map<number, Promise<unknown>>();

/** Switching one tab on and off goes one after the other: twenty starts at once are one session. */
function inTurn<T>(tabId: number, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(tabId) ?? Promise.resolve()).then(work);
  const settled = turn
    .catch(() => {})
    .then(() => {
      if (turns.get(tabId) === settled) turns.delete(tabId);
    });
  turns.set(tabId, settled);
  return turn;
}

async function connect(tabId: number, watch: WatchOn): Promise<void> {
  await ensureEngine();
  const { sessionId: session, mode, site, origin, startedAtMs } = watch;
  const settings = engineSettings(await readSettings());
  await tellEngine({ to: 'engine', type: 'open-session', sessionId: session, tabId, site, origin, mode, startedAtMs, settings });
  await askContent(tabId, { to: 'content', type: 'watch', sessionId: session, mode });
}

async function setWatch(tabId: number, watch: WatchState): Promise<void> {
  await updateWatches((watches) => {
    watches[tabId] = watch;
  });
  await showBadge(tabId, watch.state === 'on');
}
