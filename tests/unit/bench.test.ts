import { describe, expect, it } from 'vitest';
import type { ContenderFigures } from '../bench/contenders.ts';
import type { CallFigures } from '../bench/extension.ts';
import { parseBenchOptions } from '../bench/options.ts';
import { contentScriptTasks } from '../bench/page-tasks.ts';
import { type BenchReport, summaryOf, textReport } from '../bench/report.ts';
import { spreadOf } from '../bench/spread.ts';

const even = (ms: number) => ({ median: ms, p25: ms, p75: ms });

function contender(name: string, totalMs: number, expressionMs: number | null): ContenderFigures {
  const perWidth = { detectMs: even(totalMs / 3), expressionMs: even(totalMs / 2), totalMs: even(totalMs), found: 1, several: 0 };
  return {
    name,
    backend: 'wasm',
    coldStartMs: 400,
    perFace: { 640: perWidth, 320: perWidth, 160: perWidth },
    expressionOnlyMs: expressionMs === null ? null : even(expressionMs),
    memoryMb: { warm: 100, after: 101 },
  };
}

function call(tiles: number): CallFigures {
  const load = { cpu: { extension: 0.1, pages: 0.5, gpu: 0.1, rest: 0.1 }, droppedFrames: 0.01, longTasksPerMinute: 2 };
  return {
    tiles,
    coldStartMs: even(1_100),
    contentScriptMs: { median: 3, p95: 4 },
    pageTasks: { cpuMsPerTick: 2.5, tickCpuMs: { median: 2, p95: 4 }, longestCpuMs: 3, longestMs: 5, over50Ms: 0, tasks: 40 },
    latencyMs: { median: 350, p95: 500 },
    stages: { capture: 2, encode: 4, transport: 3, decode: 3, detect: 20, classify: 50 },
    msPerTile: 9,
    rateHz: 1,
    longestGapMs: 1_200,
    without: load,
    with: load,
    engine: { cpuMsPerReading: 11, rateHz: 0.9 },
    coreShareAtOneHz: tiles / 100,
  };
}

const report: BenchReport = {
  machine: { cpu: 'a processor', cores: 2, memoryGb: 8, chromium: 156, loadBefore: 0.1, seconds: 60 },
  contenders: [contender('moodline', 8, 5), contender('human', 32, 10), contender('face-api', 80, null)],
  downloadBytes: { moodline: 2_600_000, human: 3_000_000, 'face-api': 1_500_000 },
  calls: [call(1), call(9), call(25), call(49)],
  pages: [{ tiles: 49, ticks: 40, scanMs: { median: 0.9, p95: 2 }, captureMs: { median: 5, p95: 9 } }],
};

describe('the figures with targets', () => {
  it('are told in one object', () => {
    expect(summaryOf(report)).toEqual({
      ratios: { human: 0.25, faceApi: 0.1 },
      expressionRatio: 0.5,
      msPerTileSample: 8,
      cpuMsPerTileSample: 11,
      contentScriptMsPerTick: 2,
      coreShare25: 0.25,
      latencyMs: { median: 350, p95: 500 },
      coldStartMs: 1_100,
      zipBytes: 2_600_000,
    });
  });

  it('are null where a part was not run', () => {
    expect(summaryOf({ ...report, contenders: [], calls: [] })).toMatchObject({
      ratios: { human: null, faceApi: null },
      coreShare25: null,
    });
    expect(summaryOf({ ...report, contenders: [] })).toMatchObject({ msPerTileSample: null, coreShare25: 0.25 });
  });

  it('stand beside their targets', () => {
    const lines = textReport(report).split('\n');
    expect(lines.find((line) => line.startsWith('| total per face beside human'))).toMatch(/ 0\.5 \| +0\.3 \| +0\.25 \|$/);
    expect(lines.filter((line) => line.startsWith('| human'))).toHaveLength(4);
    expect(lines.find((line) => line.startsWith('| scanning, 49 tiles'))).toMatch(/ 1 \| +\| +0\.9 \|$/);
    expect(lines.find((line) => line.startsWith('| capture with it, 9 tiles'))).toMatch(/ 3 \| +\| +– \|$/);
  });
});

describe('what the content script did in the page’s thread', () => {
  const ours = { data: { url: 'chrome-extension://abc/src/content/index.iife.js' } };
  const event = (name: string, ts: number, dur: number, tdur: number, args = {}) => ({
    name,
    ph: 'X',
    pid: 1,
    tid: 1,
    ts,
    dur,
    tdur,
    args,
  });
  const page = { data: { url: 'https://meet.google.com/call.js' } };

  it('is all of its own tasks, with sending and waiting, and only its calls in tasks of the page', () => {
    const events = [
      event('RunTask', 0, 6_000, 4_000),
      event('FunctionCall', 1_000, 2_000, 1_500, ours),
      event('RunTask', 10_000, 90_000, 50_000),
      event('FunctionCall', 10_500, 60_000, 40_000, page),
      event('FunctionCall', 80_000, 1_000, 1_000, ours),
      event('RunTask', 150_000, 3_000, 2_000),
      event('FunctionCall', 150_100, 1_000, 1_000, { data: { url: '' } }),
      event('RunTask', 200_000, 5_000, 5_000),
      event('FunctionCall', 200_100, 1_000, 1_000, page),
      { ...event('RunTask', 0, 99_000, 99_000), tid: 2 },
    ];
    expect(contentScriptTasks(events, 2)).toMatchObject({ cpuMsPerTick: 3.5, longestCpuMs: 4, longestMs: 6, over50Ms: 0, tasks: 3 });
  });

  it('is told of each tick: from a message until the next, without the last, which may have been cut off', () => {
    const task = (ts: number, tdur: number, brings = false) => [
      event('RunTask', ts, tdur, tdur),
      event('FunctionCall', ts + 1, tdur / 2, tdur / 2, ours),
      ...(brings ? [event('Receive mojo message', ts + 1, tdur - 2, tdur - 2)] : []),
    ];
    const events = [
      task(0, 9_000),
      task(10_000, 2_000, true),
      task(20_000, 600),
      task(25_000, 400, true),
      task(30_000, 4_000, true),
      task(40_000, 1_000, true),
    ];
    expect(contentScriptTasks(events.flat(), 3).tickCpuMs).toEqual({ median: 3, p95: 4 });
  });
});

it('a spread is the median and the middle half', () => {
  expect(spreadOf([5, 1, 4, 2, 3, 8, 7, 6])).toEqual({ median: 4, p25: 2, p75: 6 });
  expect(spreadOf([])).toEqual({ median: 0, p25: 0, p75: 0 });
});

describe('options', () => {
  it('are everything by default', () => {
    expect(parseBenchOptions([])).toEqual({
      json: false,
      only: ['engine', 'peers', 'extension', 'page'],
      rounds: 2,
      tiles: [1, 9, 25, 49],
    });
  });
  it('choose parts', () => {
    expect(parseBenchOptions(['--json', '--only', 'engine,peers', '--rounds', '1', '--tiles', '9,25'])).toEqual({
      json: true,
      only: ['engine', 'peers'],
      rounds: 1,
      tiles: [9, 25],
    });
  });
  it.each([['--only', 'all'], ['--rounds', '0'], ['--tiles', '9,many'], ['--fast']])('refuse %s %s', (...args) => {
    expect(() => parseBenchOptions(args)).toThrow(/npm run bench -- \[options\]/);
  });
});
