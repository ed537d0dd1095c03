import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';

/** Process ids of the browser's renderers. Linux only: elsewhere the extension's own cannot be told from the others. */
export interface Renderers {
  /** Engine, vision worker, panel and other pages of the extension. */
  readonly extension: readonly number[];
  /** All other pages. */
  readonly pages: readonly number[];
}

/** Asks the browser for its renderers. */
export async function renderersOf(context: BrowserContext): Promise<Renderers> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser is gone');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pids = processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
  const own = await Promise.all(pids.map(isOfExtension));
  return { extension: pids.filter((_, index) => own[index]), pages: pids.filter((_, index) => !own[index]) };
}

async function isOfExtension(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes('--extension-process');
}
