import { type ContenderFigures, TILES, type Width, WIDTHS } from './contenders.ts';
import type { ContentScriptCost } from './content-script.ts';
import type { CallFigures } from './extension.ts';
import { rounded, type Spread } from './spread.ts';

/** Everything that one run measured. */
export interface BenchReport {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly chromium: number;
    /** One-minute load average before the run: above a few tenths, the figures are too high. */
    readonly loadBefore: number;
    readonly seconds: number;
  };
  readonly contenders: readonly ContenderFigures[];
  readonly downloadBytes: { readonly moodline: number; readonly human: number; readonly 'face-api': number };
  readonly calls: readonly CallFigures[];
  /** The content script when everybody is asked for at each tick. */
  readonly pages: readonly ContentScriptCost[];
}

/** The figures that have targets; null where the section was not run. */
export interface BenchSummary {
  /** Our total ms per face over theirs, {@link TILES} tiles. */
  readonly ratios: { readonly human: number | null; readonly faceApi: number | null };
  /** Our expression network alone over human's, wasm, one thread, nine faces. */
  readonly expressionRatio: number | null;
  /** By the clock, in the bench's own page, where nothing else runs. */
  readonly msPerTileSample: number | null;
  /** What the engine takes of a processor for it in a call of nine. */
  readonly cpuMsPerTileSample: number | null;
  /** Nine tiles: processor time of all that the content script does in the page's thread. */
  readonly contentScriptMsPerTick: number | null;
  /** Share of one core that 25 tiles take of the engine at one reading per second. */
  readonly coreShare25: number | null;
  readonly latencyMs: CallFigures['latencyMs'] | null;
  readonly coldStartMs: number | null;
  readonly zipBytes: number;
}

interface Target {
  readonly what: string;
  readonly must: number;
  readonly aim: number | null;
  readonly measured: number | null;
}

/** ms per face over all widths: each counts the same. */
function totalMs(figures: ContenderFigures | undefined): number | null {
  if (!figures) return null;
  return WIDTHS.reduce((sum, width) => sum + figures.perFace[width].totalMs.median, 0) / WIDTHS.length;
}

const over = (ours: number | null | undefined, theirs: number | null | undefined): number | null =>
  ours && theirs ? rounded(ours / theirs) : null;

/** The figures that have targets. */
export function summaryOf({ contenders, calls, downloadBytes }: BenchReport): BenchSummary {
  const of = (name: string) => contenders.find((one) => one.name === name);
  const call = (tiles: number) => calls.find((one) => one.tiles === tiles);
  const ours = totalMs(of('moodline'));
  return {
    ratios: { human: over(ours, totalMs(of('human'))), faceApi: over(ours, totalMs(of('face-api'))) },
    expressionRatio: over(of('moodline')?.expressionOnlyMs?.median, of('human')?.expressionOnlyMs?.median),
    msPerTileSample: ours === null ? null : rounded(ours),
    cpuMsPerTileSample: call(9)?.engine.cpuMsPerReading ?? null,
    contentScriptMsPerTick: call(9)?.pageTasks.tickCpuMs.median ?? null,
    coreShare25: call(25)?.coreShareAtOneHz ?? null,
    latencyMs: call(9)?.latencyMs ?? null,
    coldStartMs: call(9)?.coldStartMs.median ?? null,
    zipBytes: downloadBytes.moodline,
  };
}

/** The figures beside their targets. */
function targetsOf(report: BenchReport): readonly Target[] {
  const summary = summaryOf(report);
  const call = (tiles: number) => report.calls.find((one) => one.tiles === tiles);
  const page = (tiles: number) => report.pages.find((one) => one.tiles === tiles);
  const clock = 'ms a tick by the clock (median)';
  const clockMs = (ms: { readonly median: number } | undefined) => (ms ? rounded(ms.median) : null);
  return [
    { what: 'ms per tile-sample, tracked faces', must: 10, aim: 6, measured: summary.msPerTileSample },
    { what: 'the same in a call of 9, ms of a processor', must: 10, aim: 6, measured: summary.cpuMsPerTileSample },
    { what: 'total per face beside human', must: 0.5, aim: 0.3, measured: summary.ratios.human },
    { what: 'total per face beside face-api', must: 0.33, aim: 0.2, measured: summary.ratios.faceApi },
    { what: 'expression network beside human’s', must: 0.6, aim: 0.4, measured: summary.expressionRatio },
    { what: 'content script, 9 tiles, ms per tick (median)', must: 3, aim: 2, measured: summary.contentScriptMsPerTick },
    { what: 'the same, mean', must: 3, aim: 2, measured: call(9)?.pageTasks.cpuMsPerTick ?? null },
    { what: 'content script, 49 tiles, ms per tick (median)', must: 8, aim: null, measured: call(49)?.pageTasks.tickCpuMs.median ?? null },
    { what: 'the same, mean', must: 8, aim: null, measured: call(49)?.pageTasks.cpuMsPerTick ?? null },
    { what: `scanning, 49 tiles, ${clock}`, must: 1, aim: null, measured: clockMs(page(49)?.scanMs) },
    { what: `capture with it, 9 tiles, ${clock}`, must: 3, aim: null, measured: clockMs(page(9)?.captureMs) },
    { what: `capture with it, 49 tiles, ${clock}`, must: 8, aim: null, measured: clockMs(page(49)?.captureMs) },
    ...[9, 25].flatMap((tiles): Target[] => {
      const { with: loaded, without, pageTasks } = call(tiles) ?? {};
      const more = loaded && without ? rounded(100 * (loaded.droppedFrames - without.droppedFrames)) : null;
      return [
        { what: `page’s frames dropped, ${tiles} tiles, more by percentage points`, must: 1, aim: null, measured: more },
        { what: `content script’s longest task, ${tiles} tiles, ms`, must: 50, aim: 5, measured: pageTasks?.longestCpuMs ?? null },
      ];
    }),
    { what: '25 tiles at 1/s, share of a core (engine)', must: 0.3, aim: 0.2, measured: summary.coreShare25 },
    { what: 'cold start to first reading, 9 tiles, ms', must: 2_000, aim: 1_200, measured: summary.coldStartMs },
    { what: 'cold start to first reading, 25 tiles, ms', must: 2_000, aim: null, measured: call(25)?.coldStartMs.median ?? null },
    { what: 'longest wait between two readings, 49 tiles, ms', must: 5_000, aim: null, measured: call(49)?.longestGapMs ?? null },
    { what: 'zip, MB', must: 7, aim: null, measured: rounded(summary.zipBytes / 1e6) },
  ];
}

/** For people. */
export function textReport(report: BenchReport): string {
  const { machine, contenders, downloadBytes, calls } = report;
  const lines = [
    `${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, Chromium ${machine.chromium}; load before ${machine.loadBefore}; ${machine.seconds} s`,
    '',
    ...table(
      ['Target', 'must', 'aim', 'measured'],
      targetsOf(report).map(({ what, must, aim, measured }) => [
        what,
        String(must),
        aim === null ? '' : String(aim),
        measured === null ? '–' : String(measured),
      ]),
    ),
  ];
  if (contenders.length > 0) {
    lines.push(
      '',
      `Per face and tile, ${TILES} tiles in a tick: median of ms (middle half):`,
      '',
      ...contendersTable(contenders, downloadBytes),
    );
  }
  if (calls.length > 0) {
    lines.push('', 'In a call, with the panel open:', '', ...callsTable(calls));
    lines.push('', 'The page of that call:', '', ...pagesTable(calls));
    lines.push('', 'The engine alone, at the largest budget:', '', ...engineTable(calls));
  }
  if (report.pages.length > 0)
    lines.push(
      '',
      'The content script, by the clock, when everybody is asked for twice a second, in a call that leaves it a processor:',
      '',
      ...capturesTable(report.pages),
    );
  return lines.join('\n');
}

function contendersTable(contenders: readonly ContenderFigures[], bytes: BenchReport['downloadBytes']): string[] {
  const rows = contenders.flatMap((one) =>
    WIDTHS.map((width: Width) => {
      const figures = one.perFace[width];
      const found = `${Math.round(100 * figures.found)} %`;
      return [`${one.name} ${width} px`, spread(figures.detectMs), spread(figures.expressionMs), spread(figures.totalMs), found];
    }),
  );
  const whole = contenders.map((one) => [
    one.name,
    one.backend,
    one.expressionOnlyMs ? spread(one.expressionOnlyMs) : '–',
    `${one.coldStartMs} ms`,
    one.memoryMb ? `${one.memoryMb.warm} → ${one.memoryMb.after} MB` : '–',
    `${(bytes[one.name as keyof typeof bytes] / 1e6).toFixed(2)} MB`,
  ]);
  return [
    ...table(['', 'detection', 'expression', 'total', 'faces found'], rows),
    '',
    ...table(['', 'backend', 'expression network alone', 'first result', 'memory, 1,000 tiles on', 'download'], whole),
  ];
}

const spread = ({ median, p25, p75 }: Spread) => `${median} (${p25}–${p75})`;
const percent = (share: number) => `${Math.round(100 * share)} %`;

function callsTable(calls: readonly CallFigures[]): string[] {
  return table(
    ['tiles', 'first reading, ms', 'tile → panel, ms (p95)', 'ms each', 'per s', 'longest wait, ms', 'extension, of a core'],
    calls.map((call) => [
      String(call.tiles),
      spread(call.coldStartMs),
      `${call.latencyMs.median} (${call.latencyMs.p95})`,
      String(call.msPerTile),
      String(call.rateHz),
      String(call.longestGapMs),
      percent(call.with.cpu.extension),
    ]),
  );
}

function pagesTable(calls: readonly CallFigures[]): string[] {
  const tenths = (share: number) => (100 * share).toFixed(1);
  return table(
    [
      'tiles',
      'script, ms a tick: median, p95, mean',
      'by the clock (p95)',
      'its longest task (clock)',
      'page, of a core',
      'frames dropped',
      'long tasks a minute',
    ],
    calls.map((call) => [
      String(call.tiles),
      `${call.pageTasks.tickCpuMs.median}, ${call.pageTasks.tickCpuMs.p95}, ${call.pageTasks.cpuMsPerTick}`,
      `${call.contentScriptMs.median} (${call.contentScriptMs.p95})`,
      `${call.pageTasks.longestCpuMs} (${call.pageTasks.longestMs})`,
      `${percent(call.without.cpu.pages)} → ${percent(call.with.cpu.pages)}`,
      `${tenths(call.without.droppedFrames)} → ${tenths(call.with.droppedFrames)} %`,
      `${call.without.longTasksPerMinute} → ${call.with.longTasksPerMinute}`,
    ]),
  );
}

function capturesTable(pages: readonly ContentScriptCost[]): string[] {
  const both = ({ median, p95 }: ContentScriptCost['scanMs']) => `${rounded(median)} (${rounded(p95)})`;
  return table(
    ['tiles', 'scanning, ms a tick (p95)', 'capture with it (p95)'],
    pages.map(({ tiles, scanMs, captureMs }) => [String(tiles), both(scanMs), both(captureMs)]),
  );
}

function engineTable(calls: readonly CallFigures[]): string[] {
  return table(
    ['tiles', 'ms of a processor each', 'per s', 'at 1 per s, of a core'],
    calls.map(({ tiles, engine, coreShareAtOneHz }) => [
      String(tiles),
      String(engine.cpuMsPerReading),
      String(engine.rateHz),
      percent(coreShareAtOneHz),
    ]),
  );
}

/** As Markdown, so that it can be put into docs/performance.md as it is. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
