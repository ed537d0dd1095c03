import { describe, expect, it } from 'vitest';
import { millis } from '../../src/core/identity.ts';
import type { Reading } from '../../src/core/reading.ts';
import { roomOf } from '../../src/core/room.ts';
import type { EngineToPanel, LiveTick } from '../../src/wire/panel-live.ts';
import { readingLine, readingText, RunReport } from '../demo/report.ts';
import { mood, reading, START_MS } from './samples.ts';

function live(tick: number, readings: readonly Reading[], change: Partial<LiveTick> = {}): LiveTick {
  const capturedAtMs = millis(START_MS + tick * 500);
  const stages = { capture: tick, encode: 1, transport: 1, decode: 2, detect: 8, classify: 4 };
  return { type: 'live', tick, capturedAtMs, room: roomOf(readings, capturedAtMs), readings: [...readings], stages, dropped: 0, ...change };
}

function report(messages: readonly EngineToPanel[]): RunReport {
  const run = new RunReport();
  for (const message of messages) run.take({ message, arrivedAtMs: message.type === 'live' ? message.capturedAtMs + 40 : START_MS });
  return run;
}

const three = ['Ana', 'Bruno', 'Chidi'].map((name) => reading(name, 0, mood()));
const watching: EngineToPanel = {
  type: 'status',
  status: {
    phase: 'watching',
    condition: 'well',
    backend: 'webgl',
    detector: 'full',
    rateHz: 2,
    msPerTile: 7.46,
    tiles: 3,
    notices: ['no-tiles'],
  },
};

describe('RunReport', () => {
  it('adds up readings by participant and state', () => {
    const run = report([live(1, three), live(2, [reading('Ana', 0, null)])]);
    expect([run.readings, run.rooms]).toEqual([4, 1]);
    expect(run.summary(2, null, null)).toMatchObject({
      ticks: 2,
      readings: 4,
      rateHz: 1,
      tiles: 3,
      participants: { Ana: { ok: 1, 'no-face': 1 }, Bruno: { ok: 1 }, Chidi: { ok: 1 } },
    });
  });

  it('tells medians and 95th percentiles of every stage, and from tile to panel', () => {
    const { ms } = report(Array.from({ length: 20 }, (_, i) => live(i + 1, three))).summary(10, null, null) as {
      ms: Record<string, unknown>;
    };
    expect(ms.capture).toEqual({ median: 10, p95: 19 });
    expect(ms.detect).toEqual({ median: 8, p95: 8 });
    expect(ms.tileToPanel).toEqual({ median: 40, p95: 40 });
  });

  it('tells the newest status and the newest count of what was dropped', () => {
    const run = report([watching, live(1, three, { dropped: 2 }), live(2, three, { dropped: 5 })]);
    expect(run.summary(1, null, 'said')).toMatchObject({
      backend: 'webgl',
      msPerTile: 7.5,
      notices: ['no-tiles'],
      dropped: 5,
      said: 'said',
    });
  });

  it('of a run that saw nothing is all zeros, and JSON', () => {
    const summary = report([]).summary(30, null, null);
    expect(summary).toMatchObject({ ticks: 0, readings: 0, rateHz: 0, tiles: 0, backend: null });
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it('finds a participant without a name by the page’s id', () => {
    const run = report([live(1, [{ ...reading('Ana', 0, null), name: '' }])]);
    expect(run.summary(1, null, null)).toMatchObject({ participants: { 'meet:Ana': { 'no-face': 1 } } });
  });

  it('counts a participant whose name is a property of objects', () => {
    const run = report([live(1, [{ ...reading('x', 0, null), name: '__proto__' }])]);
    expect(JSON.stringify(run.summary(1, null, null).participants)).toContain('__proto__');
  });
});

describe('a reading', () => {
  it('is printed with its mood only where there is one', () => {
    expect(readingLine(reading('Ana', 0, null))).toEqual({ type: 'reading', atMs: START_MS, participant: 'Ana', state: 'no-face' });
    expect(readingLine(reading('Ana', 0, mood('anger', 0.7)))).toMatchObject({ state: 'ok', certainty: 0.7, valence: -0.51 });
  });

  it.each([
    [mood('happiness', 0.8), 'Ana          reads as happiness (certainty 0.80, valence 0.81)'],
    [null, 'Ana          no-face'],
  ])('is told to people', (said, text) => expect(readingText(reading('Ana', 0, said))).toBe(text));
});
