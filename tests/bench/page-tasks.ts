import type { BrowserContext } from 'playwright-core';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { rounded, roundedBoth } from './spread.ts';

/** What the content script's tasks took of the call page's own thread. */
export interface PageTasks {
  /** Processor time of all of them per tick: messages, reading the page, taking pictures, sending, timers, observers. */
  readonly cpuMsPerTick: number;
  /** The same of single ticks: from a message of the engine until the next. */
  readonly tickCpuMs: { readonly median: number; readonly p95: number };
  /** The longest one, in the thread's own time. */
  readonly longestCpuMs: number;
  /** The longest one by the clock: on a busy machine a task waits for the processor too. */
  readonly longestMs: number;
  /** That took more than 50 ms by the clock. */
  readonly over50Ms: number;
  readonly tasks: number;
}

/** An event of Chromium's trace (Trace Event Format): times in microseconds, `tdur` in the thread's own time. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string; readonly functionName?: string } };
}

const CATEGORIES = ['toplevel', 'devtools.timeline'];
/** What a task does that brings a message, by Chromium's name. */
const MESSAGE = 'Receive mojo message';
/** A task of a thread, by Chromium's names. */
const TASKS = new Set(['RunTask', 'ThreadControllerImpl::RunTask']);
const urlOf = (args: TraceEvent['args']) => args?.data?.url ?? '';
const CONTENT_SCRIPT = /^chrome-extension:\/\/.*\/content\//;

/** Traces the browser while `work` goes on. @returns every event */
export async function traced(context: BrowserContext, work: () => Promise<void>): Promise<TraceEvent[]> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser is gone');
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  await work();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events;
}

/** Adds up what the content script did: its tasks, and its calls within tasks of the page, such as those of observers. */
export function contentScriptTasks(events: readonly TraceEvent[], ticks: number): PageTasks {
  const thread = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const isIn = (outer: TraceEvent, inner: TraceEvent) =>
    outer !== inner &&
    thread(outer) === thread(inner) &&
    inner.ts >= outer.ts &&
    inner.ts + (inner.dur ?? 0) <= outer.ts + (outer.dur ?? 0);
  const whole = events.filter(({ ph }) => ph === 'X');
  const calls = whole.filter(({ name }) => name === 'FunctionCall');
  const threads = new Set(calls.filter(({ args }) => CONTENT_SCRIPT.test(urlOf(args))).map(thread));
  // Messages are delivered by code of the browser that has no address; the call's page has no such of its own.
  const isOurs = ({ args }: TraceEvent) => CONTENT_SCRIPT.test(urlOf(args)) || (urlOf(args) === '' && !args?.data?.functionName);
  const ourCalls = calls.filter((call) => threads.has(thread(call)) && isOurs(call));
  const tasks = whole.filter((event) => TASKS.has(event.name) && ourCalls.some((call) => isIn(event, call)));
  const parts = tasks.flatMap((task) => {
    // A task may be told of under both names: the outer one counts.
    if (tasks.some((other) => isIn(other, task))) return [];
    const inside = calls.filter((call) => isIn(task, call));
    const ours = inside.filter(isOurs);
    return ours.length === inside.length ? [task] : ours.filter((call) => !ours.some((other) => isIn(other, call)));
  });
  const messages = whole.filter(({ name }) => name === MESSAGE);
  const bringMessages = parts.filter((part) => TASKS.has(part.name) && messages.some((message) => isIn(part, message)));
  // Other messages only end a wait, and take next to nothing.
  const beginTicks = new Set(bringMessages.toSorted((a, b) => cpuOf(b) - cpuOf(a)).slice(0, ticks));
  const cpuMs = parts.map(cpuOf);
  const wallMs = parts.map(({ dur }) => (dur ?? 0) / 1_000);
  return {
    cpuMsPerTick: ticks > 0 ? rounded(cpuMs.reduce((sum, ms) => sum + ms, 0) / ticks) : 0,
    tickCpuMs: roundedBoth(medianAndP95(ticksOf(parts, beginTicks))),
    longestCpuMs: rounded(Math.max(0, ...cpuMs)),
    longestMs: rounded(Math.max(0, ...wallMs)),
    over50Ms: wallMs.filter((ms) => ms > 50).length,
    tasks: parts.length,
  };
}

/** In ms. */
const cpuOf = ({ tdur, dur }: TraceEvent) => (tdur ?? dur ?? 0) / 1_000;

/** The ms of each whole tick: of what begins it and of all that follows until the next. The last one may have been cut off. */
function ticksOf(parts: readonly TraceEvent[], beginnings: ReadonlySet<TraceEvent>): number[] {
  const ticks: number[] = [];
  for (const part of parts.toSorted((a, b) => a.ts - b.ts)) {
    if (beginnings.has(part)) ticks.push(0);
    if (ticks.length > 0) ticks.push((ticks.pop() ?? 0) + cpuOf(part));
  }
  return ticks.slice(0, -1);
}
