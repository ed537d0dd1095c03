import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { Run } from './pages/contender.ts';
import type { BenchPage, BenchServer } from './server.ts';
import { rounded, type Spread, spreadOf } from './spread.ts';

/** Width of the recorded frames (16:9): what a call sends to a large, a small and a tiny tile. */
export const WIDTHS = [640, 320, 160] as const;
export type Width = (typeof WIDTHS)[number];
/** Half seconds of the recorded movement. */
const STEPS = 12;
/** Tiles of one tick in which everything is compared. */
export const TILES = 9;
/** Tiles that are analysed before memory is read the second time. */
const MEMORY_FRAMES = 1_000;

/** What one contender cost and found, per width. */
interface WidthFigures {
  readonly detectMs: Spread;
  readonly expressionMs: Spread;
  readonly totalMs: Spread;
  /** Share of the tiles, each of which shows one face, in which one was found. */
  readonly found: number;
  /** Share in which more than one was found. */
  readonly several: number;
}

export interface ContenderFigures {
  readonly name: string;
  readonly backend: string;
  readonly coldStartMs: number;
  /** ms per tile and, since each shows one face, per face. */
  readonly perFace: Record<Width, WidthFigures>;
  /** Only the expression network, ms per face, nine faces. */
  readonly expressionOnlyMs: Spread | null;
  /** Of the renderer process, in MB: once warm, and after a thousand more tiles. */
  readonly memoryMb: { readonly warm: number; readonly after: number } | null;
}

/** A contender's page and what it measured so far. */
export interface Entered {
  readonly name: BenchPage;
  readonly page: Page;
  readonly backend: string;
  readonly coldStartMs: number;
  readonly runs: { readonly width: Width; readonly run: Run }[];
  readonly expression: number[];
  /** The page's process. */
  pid: number | null;
  /** Its memory once every recorded frame was shown. */
  warmMb: number | null;
  tilesSinceWarm: number;
}

/** Records the frames: real WebRTC streams of moving photographs. */
export async function recordFrames(browser: Browser, server: BenchServer, note: (text: string) => void): Promise<void> {
  const page = await browser.newPage();
  await page.goto(server.url('recorder'));
  for (const width of WIDTHS) {
    note(`Recording ${TILES} WebRTC streams of ${width}×${(width * 9) / 16}`);
    await page.evaluate(`record(${width}, ${(width * 9) / 16}, ${TILES}, ${STEPS})`);
  }
  await page.close();
}

/** Opens a contender's page and measures its cold start: from nothing to the first result. With `choose` it first tries
 * which of its backends is fastest, on a page of its own. */
export async function enterContender(browser: Browser, server: BenchServer, name: BenchPage, choose: boolean): Promise<Entered> {
  let query = '';
  if (choose) {
    const trial = await browser.newPage();
    await trial.goto(server.url(name));
    const { backend } = await coldStart(trial);
    await trial.close();
    query = `?backend=${backend}`;
  }
  const page = await browser.newPage();
  await page.goto(server.url(name, query));
  const { ms, backend } = await coldStart(page);
  return { name, page, backend, coldStartMs: Math.round(ms), runs: [], expression: [], pid: null, warmMb: null, tilesSinceWarm: 0 };
}

const coldStart = (page: Page) => page.evaluate<{ ms: number; backend: string }>(`coldStart(${WIDTHS[0]})`);

/** Two readings a second, as in a call: faces are followed from one to the next, and searched for when their turn comes. */
const TICK_MS = 500;
/** How often the expression networks are compared in a round. */
const EXPRESSION_TIMES = 3;
/** Peers, who follow nobody, are shown every second step. */
const PEER_STEP = 2;

/** Shows the recorded ticks to the contenders, one width after the other and in turns, `rounds` times. */
export async function compete(browser: Browser, entered: readonly Entered[], rounds: number, note: (text: string) => void): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const width of WIDTHS) {
      note(`Round ${round + 1} of ${rounds}, ${width} px`);
      for (const one of entered) {
        const before = one.pid === null ? await cpuByProcess(browser) : null;
        await showAll(one, width);
        if (before) one.pid = busiest(before, await cpuByProcess(browser));
      }
    }
    for (let time = 0; time < EXPRESSION_TIMES; time++)
      for (const one of entered) {
        const ms = await one.page.evaluate<number | null>(`expressionMs(${TILES})`);
        if (ms !== null) one.expression.push(ms);
      }
    // All frames have been loaded by now: what is more from here on grows.
    if (round === 0) for (const one of entered) one.warmMb = await residentMb(one.pid);
  }
}

async function showAll(one: Entered, width: Width): Promise<void> {
  const { name, page, runs } = one;
  // Once without counting: caches fill, faces become known.
  await page.evaluate(`run(${width}, 0, ${TILES})`);
  const follows = name === 'moodline';
  for (let step = 0; step < STEPS; step += follows ? 1 : PEER_STEP) {
    const startMs = performance.now();
    runs.push({ width, run: await page.evaluate<Run>(`run(${width}, ${step}, ${TILES})`) });
    one.tilesSinceWarm += one.warmMb === null ? 0 : TILES;
    const restMs = TICK_MS - (performance.now() - startMs);
    if (follows && restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}

/** Memory of each contender's process once warm, and after a thousand more tiles, the compared ones among them. The rest is
 * shown to all at the same time, since nothing is timed. */
export async function measureMemory(entered: readonly Entered[]): Promise<Map<BenchPage, { warm: number; after: number }>> {
  const figures = new Map<BenchPage, { warm: number; after: number }>();
  const measure = async ({ name, page, pid, warmMb, tilesSinceWarm }: Entered) => {
    for (let done = tilesSinceWarm, step = 0; done < MEMORY_FRAMES; done += TILES, step += PEER_STEP)
      await page.evaluate(`show(160, ${step % STEPS}, ${TILES})`);
    const after = await residentMb(pid);
    if (warmMb !== null && after !== null) figures.set(name, { warm: warmMb, after });
  };
  await Promise.all(entered.map(measure));
  return figures;
}

/** The process that worked between two readings: pages and processes are not told together. */
function busiest(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number | null {
  const worked = (pid: number) => (after.get(pid) ?? 0) - (before.get(pid) ?? 0);
  return [...after.keys()].toSorted((a, b) => worked(b) - worked(a))[0] ?? null;
}

async function cpuByProcess(browser: Browser): Promise<Map<number, number>> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
}

/** Linux only. */
async function residentMb(pid: number | null): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(text)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1_024);
}

/** Adds up a contender's runs. */
export function figuresOf(one: Entered, memoryMb: ContenderFigures['memoryMb']): ContenderFigures {
  const widths = WIDTHS.map((width): [Width, WidthFigures] => {
    const runs = one.runs.filter((entry) => entry.width === width).map(({ run }) => run);
    const perTile = (read: (run: Run) => number) => spreadOf(runs.map((run) => read(run) / run.faces.length));
    const faces = runs.flatMap((run) => run.faces);
    const share = (holds: (count: number) => boolean) => rounded(faces.filter(holds).length / Math.max(1, faces.length));
    return [
      width,
      {
        detectMs: perTile(({ detectMs }) => detectMs),
        expressionMs: perTile(({ totalMs, detectMs }) => Math.max(0, totalMs - detectMs)),
        totalMs: perTile(({ totalMs }) => totalMs),
        found: share((count) => count > 0),
        several: share((count) => count > 1),
      },
    ];
  });
  return {
    name: one.name,
    backend: one.backend,
    coldStartMs: one.coldStartMs,
    perFace: Object.fromEntries(widths) as Record<Width, WidthFigures>,
    expressionOnlyMs: one.expression.length > 0 ? spreadOf(one.expression) : null,
    memoryMb,
  };
}
