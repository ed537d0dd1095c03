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
import { rounded, roundedBoth, type Spread, spreadOf } from './spread.ts';

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
  readonly coldStartMs: Spread;
  /** What the content script itself says of a tick, by the clock, until its message is sent. */
  readonly contentScriptMs: { readonly median: number; readonly p95: number };
  /** All that it did in the page's thread, by the browser's trace. */
  readonly pageTasks: PageTasks;
  /** From the moment of the picture until a panel has its reading; a quarter of a second of it is the safety hold. */
  readonly latencyMs: { readonly median: number; readonly p95: number };
  readonly stages: Readonly<Record<keyof LiveTick['stages'], number>>;
  /** What the governor takes a reading to cost. */
  readonly msPerTile: number;
  /** Readings per second and person. */
  readonly rateHz: number;
  /** Longest wait of anyone between two readings. */
  readonly longestGapMs: number;
  /** Mean of before and after. */
  readonly without: PageLoad;
  /** With the panel open. */
  readonly with: PageLoad;
  /** The engine alone, without a panel, at the largest budget, in a call that leaves it a processor: what one reading takes of
   * it, and how often each person was read then. */
  readonly engine: { readonly cpuMsPerReading: number; readonly rateHz: number };
  /** The share of one core that this is at one reading per second and tile. */
  readonly coreShareAtOneHz: number;
}

/** Seconds of what is measured in a call. */
const SECONDS = { without: 3, settling: 3, with: 10, waits: 20, traced: 20, engine: 10 } as const;
/** Frames per second of every camera where work is measured and not waiting. The page makes all the streams of its call itself: at
 * the full rate 25 of them leave so little of two cores that nobody is read once a second. */
export const SPARING_FPS = 4;
/** How often a call is started anew, where there is a target for it. */
const STARTS: Readonly<Record<number, number>> = { 9: 3, 25: 3 };

/** Watches the demo call with `tiles` participants by the built extension. */
export async function measureCall(tiles: number): Promise<CallFigures> {
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
    await join(call, tiles);
    await call.evaluate(COUNT_LONG_TASKS);
    return await new WatchedCall(launched, call, tiles).measure();
  } finally {
    await launched.close();
    await server.close();
  }
}

async function join(call: Page, tiles: number, more = ''): Promise<void> {
  await call.goto(`https://${CALL_HOST}/abc-defg-hij?${tiles > 1 ? `people=${tiles - 1}` : 'tiles=none'}${more}`);
  if (tiles === 1) await call.evaluate(`demoCall.add('Ana')`);
  await call.waitForFunction((count) => document.querySelectorAll('video').length >= count, tiles);
}

class WatchedCall {
  readonly #launched: Launched;
  readonly #call: Page;
  readonly #tiles: number;
  readonly #ticks: { readonly live: LiveTick; readonly arrivedAtMs: number }[] = [];
  #status: EngineStatus | null = null;

  constructor(launched: Launched, call: Page, tiles: number) {
    this.#launched = launched;
    this.#call = call;
    this.#tiles = tiles;
  }

  async measure(): Promise<CallFigures> {
    const { context, onboarding } = this.#launched;
    await collect(onboarding, await tabIdOf(this.#launched, this.#call), ({ message, arrivedAtMs }) => {
      if (message.type === 'live') this.#ticks.push({ live: message, arrivedAtMs });
      if (message.type === 'status') this.#status = message.status;
    });
    const panel = await this.#openPanel();
    const before = await this.#load(SECONDS.without);
    const coldStarts = [await this.#start(panel)];
    // Everybody is found once, then it is the usual work that counts.
    await pause(SECONDS.settling * 1_000);
    const from = this.#ticks.length;
    const load = await this.#load(SECONDS.with);
    const measured = this.#ticks.slice(from);
    const lives = measured.map(({ live }) => live);
    const stage = (name: keyof LiveTick['stages']) => rounded(medianAndP95(lives.map(({ stages }) => stages[name])).median);
    const perSecond = readingsIn(lives) / SECONDS.with;
    const msPerTile = this.#status?.phase === 'watching' ? rounded(this.#status.msPerTile) : 0;
    // Of 49 people each has their turn only every few seconds: half a minute tells.
    await pause(SECONDS.waits * 1_000);
    const longestGapMs = longestGap(this.#ticks.slice(from).map(({ live }) => live));
    // The trace takes time itself, so nothing else is measured meanwhile.
    const tracedFrom = this.#ticks.length;
    let tracedTicks = 0;
    const events = await traced(context, async () => {
      await pause(SECONDS.traced * 1_000);
      // The trace takes a while to come, and ticks go on meanwhile.
      tracedTicks = this.#ticks.length - tracedFrom;
    });
    const pageTasks = contentScriptTasks(events, tracedTicks);
    await this.#stop(panel);
    const without = meanLoad(before, await this.#load(SECONDS.without));
    while (coldStarts.length < (STARTS[this.#tiles] ?? 1)) {
      coldStarts.push(await this.#start(panel));
      await this.#stop(panel);
    }
    const engine = await this.#engineAlone(panel);
    return {
      tiles: this.#tiles,
      coldStartMs: spreadOf(coldStarts),
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
      msPerTile,
      rateHz: rounded(perSecond / this.#tiles),
      longestGapMs,
      without,
      with: load,
      engine,
      coreShareAtOneHz: rounded((engine.cpuMsPerReading * this.#tiles) / 1_000),
    };
  }

  async #openPanel(): Promise<Page> {
    const panel = await openPanelTab(this.#launched, this.#call);
    await panel.getByRole('button', { name: /^(Start|Stop) watching$/ }).waitFor();
    await this.#call.bringToFront();
    return panel;
  }

  /** @returns ms to the first reading */
  async #start(panel: Page): Promise<number> {
    const from = this.#ticks.length;
    const button = panel.getByRole('button', { name: 'Start watching' });
    const startedAtMs = await button.evaluate((start: HTMLButtonElement) => {
      start.click();
      return Date.now();
    });
    const isReading = ({ live }: { live: LiveTick }) => live.readings.some(({ state }) => state === 'ok' || state === 'unsure');
    for (;;) {
      const first = this.#ticks.slice(from).find(isReading);
      if (first) return first.arrivedAtMs - startedAtMs;
      if (Date.now() - startedAtMs > 30_000) throw new Error('no reading came within 30 s');
      await pause(20);
    }
  }

  /** @returns once a start would be a cold one again */
  async #stop(panel: Page): Promise<void> {
    await panel.getByRole('button', { name: 'Stop watching' }).evaluate((stop: HTMLButtonElement) => stop.click());
    await panel.getByRole('button', { name: 'Start watching' }).waitFor();
    await pause(1_000);
  }

  /** What the engine takes at about one reading per second, or more in a small call. At a slower rate faces move further in between, and
   * more often a whole tile has to be searched. Closes the panel. */
  async #engineAlone(panel: Page): Promise<CallFigures['engine']> {
    await this.#launched.onboarding.evaluate(async () => {
      const { local } = (globalThis as unknown as Storing).chrome.storage;
      const { settings } = await local.get('settings');
      await local.set({ settings: { ...settings, budget: 'high' } });
    });
    await join(this.#call, this.#tiles, `&fps=${SPARING_FPS}`);
    await this.#start(panel);
    await panel.close();
    await pause(SECONDS.settling * 1_000);
    const from = this.#ticks.length;
    const [cpu, startMs] = [await cpuSeconds(this.#launched.context), performance.now()];
    await pause(SECONDS.engine * 1_000);
    const [after, took] = [await cpuSeconds(this.#launched.context), (performance.now() - startMs) / 1_000];
    const readings = readingsIn(this.#ticks.slice(from).map(({ live }) => live));
    const cpuMs = (after.extension - cpu.extension) * 1_000;
    return { cpuMsPerReading: readings > 0 ? rounded(cpuMs / readings) : 0, rateHz: rounded(readings / this.#tiles / took) };
  }

  #load(seconds: number): Promise<PageLoad> {
    return measureLoad(this.#launched, this.#call, seconds);
  }
}

/** What the bench uses of an extension page to change a setting. */
interface Storing {
  readonly chrome: {
    readonly storage: {
      readonly local: { get(key: string): Promise<{ settings?: object }>; set(values: object): Promise<void> };
    };
  };
}

const readingsIn = (lives: readonly LiveTick[]) => lives.reduce((sum, { readings }) => sum + readings.length, 0);

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
