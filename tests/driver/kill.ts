import type { BrowserContext } from 'playwright-core';
import type { Launched } from './launch.ts';
import { attachToEngine } from './targets.ts';

/** When a browser is killed that writes a slice: its transaction is kept open, is being committed, or was just committed. */
export const MOMENTS = ['open', 'committing', 'committed'] as const;
export type Moment = (typeof MOMENTS)[number];

/** As when the machine's power fails: nothing is told, nothing is closed. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  const closed = context.waitForEvent('close', { timeout: 60_000 });
  process.kill(await browserProcess(context), 'SIGKILL');
  await closed;
}

/**
 * Kills the browser while the engine writes a slice of the watched call.
 * @param whole so many slices are written whole before
 * @returns sequences of the slices of which the engine was told that they are written, and of the last that it put
 */
export async function killInWrite(
  { context, extensionId }: Launched,
  moment: Moment,
  whole: number,
): Promise<{ readonly written: readonly number[]; readonly last: number }> {
  const browser = await browserProcess(context);
  const { engine } = await attachToEngine({ context, extensionId });
  const written: number[] = [];
  let last = -1;
  const closed = context.waitForEvent('close', { timeout: 60_000 });
  engine.hear((method, { name, payload }) => {
    if (method !== 'Runtime.bindingCalled' || name !== 'tellTest') return;
    const [what, sequence] = String(payload).split(' ');
    if (what === 'complete') written.push(Number(sequence));
    else last = Number(sequence);
    if (written.length >= whole && what === (moment === 'committed' ? 'complete' : 'put')) process.kill(browser, 'SIGKILL');
  });
  await engine.send('Runtime.enable');
  await engine.send('Runtime.addBinding', { name: 'tellTest' });
  await engine.send('Runtime.evaluate', { expression: `(${tellWrites.toString()})(${moment === 'open' ? whole : -1})` });
  await closed;
  return { written, last };
}

/** In the engine's document: tells of each slice that is put and each that is written. No function in it has a name, since tsx
 * would mark it.
 * @param openFrom the transaction of this slice, counted from now on, never ends; negative: of none */
function tellWrites(openFrom: number): void {
  const { tellTest } = globalThis as unknown as { tellTest: (line: string) => void };
  const { put } = IDBObjectStore.prototype;
  const seen = { slices: 0 };
  IDBObjectStore.prototype.put = new Proxy(put, {
    apply(target, store: IDBObjectStore, rest: Parameters<typeof put>) {
      const request = Reflect.apply(target, store, rest);
      if (store.name !== 'slices') return request;
      const { sequence } = rest[0] as { sequence: number };
      store.transaction.addEventListener('complete', () => tellTest(`complete ${sequence}`));
      // A request in flight keeps a transaction open: each one asks the next.
      if (seen.slices++ === openFrom) {
        const questions = [store.count()];
        store.transaction.addEventListener('success', () => questions.push(store.count()), true);
      }
      tellTest(`put ${sequence}`);
      return request;
    },
  });
}

async function browserProcess(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('no browser process');
  return pid;
}
