import { medianAndP95 } from '../../src/core/schedule.ts';
import type { EngineStatus, LiveTick } from '../../src/wire/panel-live.ts';
import { CALL_HOST, startCallServer } from '../driver/call-server.ts';
import { collect } from '../driver/collector.ts';
import { acceptMode } from '../driver/consent.ts';
import { type CpuSeconds, cpuSeconds, cpuShares } from '../driver/cpu.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch, type Launched, openPanelTab, tabIdOf } from '../driver/launch.ts';
import type { Page } from 'playwright-core';
import { contentScriptTasks, type PageTasks, traced } from './page-tasks.ts';
import { rounded } from './spread.ts';

/** The browser's share of one core by kind of process, and how the page's own pictures fared. */
interface PageLoad {
  readonly cpu: CpuSeconds;
  /** Share of the page's video frames that were dropped. */
  readonly droppedFrames: number;
  readonly longTasksPerMinute: number;
}

export interface CallFigures {
  readonly tiles: number;
  /** From "Start watching" to the first reading. */
  readonly coldStartMs: number;
  /** What the content script itself says of a tick, by the clock, until its message is sent. */
  readonly contentScriptMs: { readonly median: number; readonly p95: number };
  /** All that it did in the page's thread, by the browser's trace. */
  readonly pageTasks: PageTasks;
  /** From the moment of the picture until a panel has its reading; a quarter of a second of it is the safety hold. */
  readonly latencyMs: { readonly median: number; readonly p95: number };
  readonly stages: Readonly<Record<keyof LiveTick['stages'], number>>;
  readonly msPerTile: number;
  /** Readings per second and person. */
  readonly rateHz: number;
  /** Longest wait of anyone between two readings. */
  readonly longestGapMs: number;
  /** Mean of before and after. */
  readonly without: PageLoad;
  readonly with: PageLoad;
  /** What the engine's process would take of a core with one reading per second and tile. */
  readonly coreShareAtOneHz: number;
}

/** Watches the demo call with `tiles` participants by the built extension. */
export async function measureCall(tiles: number, seconds: number): Promise<CallFigures> {
  const server = await startCallServer();
  const launched = await launch({
    extension: BUILT_EXTENSION,
    headless: true,
    maps: [{ host: CALL_HOST, port: server.port }],
  });
  try {
    // Before the call, which keeps a slow machine busy.
    await acceptMode(launched.onboarding, 'each');
    const call = await launched.context.newPage();
    await call.goto(`https://${CALL_HOST}/abc-defg-hij?${tiles > 1 ? `people=${tiles - 1}` : 'tiles=none'}`);
    if (tiles === 1) await call.evaluate(`demoCall.add('Ana')`);
    return await watchCall(launched, call, tiles, seconds);
  } finally {
    await launched.close();
    await server.close();
  }
}

async function watchCall(launched: Launched, call: Page, tiles: number, seconds: number): Promise<CallFigures> {
  await call.waitForFunction((count) => document.querySelectorAll('video').length >= count, tiles);
  const ticks: { readonly live: LiveTick; readonly arrivedAtMs: number }[] = [];
  const statuses: EngineStatus[] = [];
  await collect(launched.onboarding, await tabIdOf(launched, call), ({ message, arrivedAtMs }) => {
    if (message.type === 'live') ticks.push({ live: message, arrivedAtMs });
    if (message.type === 'status') statuses.push(message.status);
  });
  const panel = await openPanelTab(launched, call);
  const start = panel.getByRole('button', { name: 'Start watching' });
  await start.waitFor();
  await call.bringToFront();
  await call.evaluate(COUNT_LONG_TASKS);
  const before = await measureLoad(launched, call, seconds / 2);

  const startedAtMs = await start.evaluate((button: HTMLButtonElement) => {
    button.click();
    return Date.now();
  });
  const firstReading = () => ticks.find(({ live }) => live.readings.some(({ state }) => state === 'ok' || state === 'unsure'));
  while (!firstReading() && Date.now() - startedAtMs < 30_000) await pause(20);
  const first = firstReading();
  if (!first) throw new Error('no reading came within 30 s');
  // Everybody is found once, then it is the usual work that counts.
  await pause(3_000);
  const from = ticks.length;
  const load = await measureLoad(launched, call, seconds);
  const measured = ticks.slice(from);
  // The trace takes time itself, so nothing else is measured meanwhile.
  const tracedFrom = ticks.length;
  const events = await traced(launched.context, () => pause(seconds * 500));
  const pageTasks = contentScriptTasks(events, ticks.length - tracedFrom);
  await panel.getByRole('button', { name: 'Stop watching' }).click();
  await pause(1_000);
  const without = meanLoad(before, await measureLoad(launched, call, seconds / 2));
  const lives = measured.map(({ live }) => live);
  const stage = (name: keyof LiveTick['stages']) => rounded(medianAndP95(lives.map(({ stages }) => stages[name])).median);
  const watching = statuses.findLast((status) => status.phase === 'watching');
  const readings = lives.reduce((sum, live) => sum + live.readings.length, 0);
  const perSecond = readings / seconds;
  return {
    tiles,
    coldStartMs: first.arrivedAtMs - startedAtMs,
    pageTasks,
    contentScriptMs: roundedBoth(medianAndP95(lives.map(({ stages }) => stages.capture))),
    latencyMs: roundedBoth(medianAndP95(measured.map(({ live, arrivedAtMs }) => arrivedAtMs - live.capturedAtMs))),
    stages: {
      capture: stage('capture'),
      encode: stage('encode'),
      transport: stage('transport'),
      decode: stage('decode'),
      detect: stage('detect'),
      classify: stage('classify'),
    },
    msPerTile: rounded(watching?.phase === 'watching' ? watching.msPerTile : 0),
    rateHz: rounded(perSecond / tiles),
    longestGapMs: longestGap(lives),
    without,
    with: load,
    coreShareAtOneHz: perSecond > 0 ? rounded((load.cpu.extension - before.cpu.extension) * (tiles / perSecond)) : 0,
  };
}

function meanLoad(one: PageLoad, other: PageLoad): PageLoad {
  const mean = (a: number, b: number) => Math.round((a + b) * 500) / 1_000;
  const kinds = Object.keys(one.cpu) as (keyof CpuSeconds)[];
  return {
    cpu: Object.fromEntries(kinds.map((kind) => [kind, mean(one.cpu[kind], other.cpu[kind])])) as unknown as CpuSeconds,
    droppedFrames: mean(one.droppedFrames, other.droppedFrames),
    longTasksPerMinute: Math.round(mean(one.longTasksPerMinute, other.longTasksPerMinute)),
  };
}

/** Counts tasks of the page's thread that took longer than 50 ms. */
const COUNT_LONG_TASKS = `{
  globalThis.longTasks = 0;
  new PerformanceObserver((list) => { globalThis.longTasks += list.getEntries().length; }).observe({ type: 'longtask' });
}`;

async function measureLoad({ context }: Launched, call: Page, seconds: number): Promise<PageLoad> {
  const read = () =>
    call.evaluate(() => {
      const counts = { total: 0, dropped: 0, longTasks: (globalThis as unknown as { longTasks: number }).longTasks };
      for (const video of document.querySelectorAll('video')) {
        const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
        counts.total += totalVideoFrames;
        counts.dropped += droppedVideoFrames;
      }
      return counts;
    });
  const [frames, cpu, startMs] = [await read(), await cpuSeconds(context), performance.now()];
  await pause(seconds * 1_000);
  const [framesAfter, cpuAfter, took] = [await read(), await cpuSeconds(context), (performance.now() - startMs) / 1_000];
  return {
    cpu: cpuShares(cpu, cpuAfter, took),
    droppedFrames: thousandths((framesAfter.dropped - frames.dropped) / Math.max(1, framesAfter.total - frames.total)),
    longTasksPerMinute: Math.round(((framesAfter.longTasks - frames.longTasks) * 60) / took),
  };
}

function longestGap(lives: readonly LiveTick[]): number {
  const last = new Map<string, number>();
  let longest = 0;
  for (const { readings } of lives)
    for (const { participant, atMs } of readings) {
      longest = Math.max(longest, atMs - (last.get(participant) ?? atMs));
      last.set(participant, atMs);
    }
  return longest;
}

const thousandths = (share: number) => Math.round(share * 1_000) / 1_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const roundedBoth = ({ median, p95 }: { median: number; p95: number }) => ({ median: rounded(median), p95: rounded(p95) });
