import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';

/** CPU seconds used so far by each kind of process of a browser. */
export interface CpuSeconds {
  /** The extension's own process: engine, vision worker, panel. */
  readonly extension: number;
  /** All other pages: the call with its WebRTC. */
  readonly pages: number;
  readonly gpu: number;
  /** Browser process, network service and the rest. */
  readonly rest: number;
}

/** Reads the CPU time of every process of the browser. Linux only: elsewhere the extension's own
 * process cannot be told from the pages. */
export async function cpuSeconds(context: BrowserContext): Promise<CpuSeconds> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser is gone');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sums = { extension: 0, pages: 0, gpu: 0, rest: 0 };
  for (const { type, id, cpuTime } of processInfo) sums[await kindOf(type, id)] += cpuTime;
  return sums;
}

async function kindOf(type: string, pid: number): Promise<keyof CpuSeconds> {
  if (type === 'GPU') return 'gpu';
  if (type !== 'renderer') return 'rest';
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes('--extension-process') ? 'extension' : 'pages';
}

/** Share of one core, by kind, between two readings. */
export function cpuShares(before: CpuSeconds, after: CpuSeconds, seconds: number): CpuSeconds {
  const share = (kind: keyof CpuSeconds) => Math.round(((after[kind] - before[kind]) / seconds) * 1_000) / 1_000;
  return { extension: share('extension'), pages: share('pages'), gpu: share('gpu'), rest: share('rest') };
}
