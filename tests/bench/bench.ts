import { cpus, loadavg, totalmem } from 'node:os';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../driver/find-browser.ts';
import { compete, type ContenderFigures, enterContender, figuresOf, measureMemory, recordFrames } from './contenders.ts';
import { type ContentScriptCost, measureContentScript } from './content-script.ts';
import { peerBytes, zipBytes } from './downloads.ts';
import { type CallFigures, measureCall } from './extension.ts';
import { parseBenchOptions } from './options.ts';
import { type BenchReport, summaryOf, textReport } from './report.ts';
import { startBenchServer } from './server.ts';

// What watching costs, beside its peers and its targets: npm run bench [-- --json] (see docs/performance.md)

/** Ticks that are measured of a page that is asked for everybody. */
const PAGE_TICKS = 40;

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  const startMs = performance.now();
  const note = (text: string) =>
    void process.stderr.write(`${String(Math.round((performance.now() - startMs) / 1_000)).padStart(4)} s  ${text}\n`);
  const { path, version } = await findBrowser();
  const loadBefore = loadavg()[0] ?? 0;
  const peers = options.only.includes('peers') ? (['human', 'face-api'] as const) : [];
  const contenders = options.only.some((section) => section === 'engine' || section === 'peers')
    ? await runContenders(path, peers, options.rounds, note)
    : [];
  const calls: CallFigures[] = [];
  if (options.only.includes('extension'))
    for (const tiles of options.tiles) {
      note(`Watching a call of ${tiles}`);
      calls.push(await measureCall(tiles));
    }
  const pages: ContentScriptCost[] = [];
  if (options.only.includes('page'))
    for (const tiles of options.tiles.filter((count) => count > 1)) {
      note(`Asking a call of ${tiles} for everybody`);
      pages.push(await measureContentScript(tiles, PAGE_TICKS));
    }
  const report: BenchReport = {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      chromium: version,
      loadBefore: Math.round(loadBefore * 100) / 100,
      seconds: Math.round((performance.now() - startMs) / 1_000),
    },
    contenders,
    downloadBytes: { moodline: await zipBytes(), human: await peerBytes('human'), 'face-api': await peerBytes('face-api') },
    calls,
    pages,
  };
  console.log(options.json ? JSON.stringify({ ...summaryOf(report), ...report }) : textReport(report));
}

async function runContenders(
  path: string,
  peers: readonly ('human' | 'face-api')[],
  rounds: number,
  note: (text: string) => void,
): Promise<ContenderFigures[]> {
  const server = await startBenchServer();
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--autoplay-policy=no-user-gesture-required'];
  const browser: Browser = await chromium.launch({ executablePath: path, args });
  try {
    await recordFrames(browser, server, note);
    const entered = [];
    for (const name of ['moodline', ...peers] as const) {
      note(`Starting ${name}`);
      entered.push(await enterContender(browser, server, name, name !== 'moodline'));
    }
    await compete(browser, entered, rounds, note);
    note('Memory after 1,000 tiles');
    const memory = await measureMemory(entered);
    return entered.map((one) => figuresOf(one, memory.get(one.name) ?? null));
  } finally {
    await browser.close();
    await server.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
