import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import type { StoredSlice } from '../../src/platform/records.ts';
import type { Launched } from './launch.ts';
import { attachToEngine } from './targets.ts';

/** When a browser is killed that writes a slice: its transaction is kept open, is being committed, or was just committed. */
export const MOMENTS = ['open', 'committing', 'committed'] as const;
export type Moment = (typeof MOMENTS)[number];

/** As when the machine's power fails: nothing is told, nothing is closed. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  const closed = context.waitForEvent('close', { timeout: 60_000 });
  const { browser, all } = await processesOf(context);
  process.kill(browser, 'SIGKILL');
  await closed;
  await ended(all);
}

/** A slice as it was put into the history. */
interface Put {
  readonly slice: StoredSlice;
  readonly atMs: number;
}

/** What was known when a browser was killed. Times in ms since the epoch. */
export interface Killed {
  readonly atMs: number;
  /** Of these the engine was told that they are written, in that order. */
  readonly written: readonly Put[];
  readonly last: Put;
}

/**
 * Kills the browser while the engine writes a slice of the watched call.
 * @param whole so many writes are completed before
 */
export async function killInWrite({ context, extensionId }: Launched, moment: Moment, whole: number): Promise<Killed> {
  const { browser, all } = await processesOf(context);
  const { engine } = await attachToEngine({ context, extensionId });
  const written: Put[] = [];
  const closed = context.waitForEvent('close', { timeout: 60_000 });
  const killed = new Promise<Killed>((resolve) => {
    engine.hear((method, { name, payload }) => {
      if (method !== 'Runtime.bindingCalled' || name !== 'tellTest') return;
      const { complete, ...put } = JSON.parse(String(payload)) as Put & { complete: boolean };
      if (complete) written.push(put);
      if (written.length < whole || complete !== (moment === 'committed')) return;
      process.kill(browser, 'SIGKILL');
      resolve({ atMs: Date.now(), written: [...written], last: put });
    });
  });
  await engine.send('Runtime.enable');
  await engine.send('Runtime.addBinding', { name: 'tellTest' });
  await engine.send('Runtime.evaluate', { expression: `(${tellWrites.toString()})(${moment === 'open' ? whole : -1})` });
  const known = await killed;
  await closed;
  await ended(all);
  return known;
}

/** In the engine's document: tells of each slice that is put and each that is written. No function in it has a name, since tsx
 * would mark it.
 * @param openFrom the transaction of this write, counted from now on, never ends; negative: of none */
function tellWrites(openFrom: number): void {
  const { tellTest } = globalThis as unknown as { tellTest: (line: string) => void };
  const { put } = IDBObjectStore.prototype;
  const seen = { slices: 0 };
  IDBObjectStore.prototype.put = new Proxy(put, {
    apply(target, store: IDBObjectStore, rest: Parameters<typeof put>) {
      const request = Reflect.apply(target, store, rest);
      if (store.name !== 'slices') return request;
      const told = { slice: rest[0] as unknown, atMs: Date.now() };
      store.transaction.addEventListener('complete', () => tellTest(JSON.stringify({ ...told, complete: true })));
      // A request in flight keeps a transaction open: each one asks the next.
      if (seen.slices++ === openFrom) {
        const questions = [store.count()];
        store.transaction.addEventListener('success', () => questions.push(store.count()), true);
      }
      tellTest(JSON.stringify({ ...told, complete: false }));
      return request;
    },
  });
}

async function processesOf(context: BrowserContext): Promise<{ readonly browser: number; readonly all: readonly number[] }> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const browser = processInfo.find(({ type }) => type === 'browser')?.id;
  if (browser === undefined) throw new Error('no browser process');
  return { browser, all: processInfo.map(({ id }) => id) };
}

/** Waits until none of the processes is left: those that a killed browser leaves behind end by themselves a moment later, and
 * one of them holds the database. */
async function ended(pids: readonly number[]): Promise<void> {
  for (const pid of pids) while (await runs(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Linux tells of processes that ended and that nobody asked for yet. */
async function runs(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+[ZX]/m.test(status);
}
