import { parseArgs } from 'node:util';
import { openStage } from '../e2e/stage.ts';
import { type Held, readGauge } from './gauge.ts';
import { playCall, playRound } from './play.ts';
import { slopePerHour } from './slope.ts';

// npm run soak -- --minutes N: accelerated churn in the demo call, and what the extension's memory grows by.

const USAGE = 'npm run soak -- --minutes N   (default 60; the first quarter, at most ten minutes, is warm-up)';
/** Collecting garbage costs time: not after every round. */
const ROUNDS_PER_READING = 8;
const MEGABYTE = 2 ** 20;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= 1_440)) throw new Error(`--minutes takes a number up to 1440, not "${values.minutes}".\n\n${USAGE}`);

const held: Held[] = [];
let rounds = 0;
let calls = 0;
/** A machine under load may stop the engine: it is started again, and counted. */
let restarts = 0;
const errors: string[] = [];
/** Why readings were missed. */
const missed: string[] = [];
try {
  await using stage = await openStage({ query: 'hold=first' });
  await stage.start();
  await stage.watching();
  const other = await stage.launched.context.newPage();
  await stage.call.bringToFront();
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < minutes * 60_000) {
    for (let index = 0; index < ROUNDS_PER_READING; index++) await playRound(stage, rounds++);
    if ((await stage.badge()) !== 'ON') {
      restarts++;
      await stage.start();
      await stage.watching();
    }
    await playCall(stage, other, calls++);
    // A worker that is replaced meanwhile is gone: there is another one the next time.
    const reading = await readGauge(stage.launched, startedAtMs).catch((error: unknown) => String(error));
    if (typeof reading === 'string') missed.push(reading);
    else held.push(reading);
    process.stderr.write(`${JSON.stringify(reading)}\n`);
  }
  errors.push(...stage.launched.consoleErrors);
} catch (error) {
  // What was measured until then is worth printing.
  errors.push(String(error));
}

const warmUpSeconds = Math.min(600, minutes * 15);
const warm = held.filter(({ seconds }) => seconds >= warmUpSeconds);
const perHour = (key: keyof Held, unit: number) =>
  Math.round((slopePerHour(warm.map((reading) => ({ seconds: reading.seconds, value: reading[key] }))) / unit) * 100) / 100;
const range = (key: keyof Held) => [Math.min(...warm.map((reading) => reading[key])), Math.max(...warm.map((reading) => reading[key]))];
const report = {
  minutes,
  joins: rounds * 4,
  calls,
  restarts,
  errors,
  readings: warm.length,
  missed,
  megabytesPerHour: {
    pageHeap: perHour('pageHeap', MEGABYTE),
    workerHeap: perHour('workerHeap', MEGABYTE),
    process: perHour('process', MEGABYTE),
    database: perHour('database', MEGABYTE),
  },
  recordsPerMinute: perHour('records', 60),
  leastAndMost: {
    tensors: range('tensors'),
    tensorBytes: range('tensorBytes'),
    ports: range('ports'),
    listeners: range('listeners'),
    bitmaps: range('bitmaps'),
    tracks: range('tracks'),
    sharedPieces: range('sharedPieces'),
  },
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
if (errors.length > 0) process.exitCode = 1;
