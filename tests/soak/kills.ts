import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { killInWrite, MOMENTS } from '../driver/kill.ts';
import { openStage, type Stage, stored } from '../e2e/stage.ts';

// npm run kills -- --times N: a browser that is killed N times while it writes a slice, always on the same profile.

const { values } = parseArgs({ options: { times: { type: 'string', default: '50' } } });
const times = Number(values.times);
if (!(times >= 1 && times <= 500)) throw new Error(`--times takes a number from 1 to 500, not "${values.times}".`);

const profile = await mkdtemp(join(tmpdir(), 'moodline-kills-'));
const report = { kills: 0, opened: 0, slices: 0, writtenSlicesLost: 0, halfWrittenCalls: 0, mostSecondsLost: 0 };
/** What there must be at the next start: the slices that were there at the last one, and those that were told to be written. */
let known: readonly StoredSlice[] = [];
let written: { session: string; sequences: readonly number[]; killedAtMs: number } | null = null;

/** Opens the history of the last run and compares it with what was written. */
async function look(stage: Stage): Promise<void> {
  const [sessions, slices] = [await stored<StoredSession>(stage, 'sessions'), await stored<StoredSlice>(stage, 'slices')];
  if (!sessions || !slices) return;
  report.opened++;
  const now = new Map(slices.map((slice) => [`${slice.session} ${slice.sequence}`, JSON.stringify(slice)]));
  const before = known.filter((slice) => now.get(`${slice.session} ${slice.sequence}`) !== JSON.stringify(slice));
  const promised = written?.sequences.filter((sequence) => !now.has(`${written?.session} ${sequence}`)) ?? [];
  report.writtenSlicesLost += before.length + promised.length;
  for (const { id, lastSequence, startedAtMs } of sessions) {
    const own = slices.filter(({ session }) => session === id);
    if (own.at(-1)?.sequence !== (lastSequence < 0 ? undefined : lastSequence)) report.halfWrittenCalls++;
    if (written?.session !== id) continue;
    const lost = (written.killedAtMs - startedAtMs) / 1_000 - (lastSequence + 1) * 5;
    report.mostSecondsLost = Math.max(report.mostSecondsLost, Math.round(lost * 10) / 10);
  }
  report.slices = slices.length;
  known = slices;
}

for (let kill = 0; kill < times; kill++) {
  const stage = await openStage({ profile, query: 'hold=first', mode: kill === 0 ? 'each' : null });
  if (kill > 0) await look(stage);
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  const sessions = (await stored<StoredSession>(stage, 'sessions')) ?? [];
  const session = sessions.toSorted((a, b) => a.startedAtMs - b.startedAtMs).at(-1)?.id ?? '';
  const told = await killInWrite(stage.launched, MOMENTS[kill % MOMENTS.length] ?? 'open', kill % 2);
  written = { session, sequences: told.written, killedAtMs: Date.now() };
  report.kills++;
  await stage[Symbol.asyncDispose]();
  process.stderr.write(`${JSON.stringify(report)}\n`);
}
{
  await using stage = await openStage({ profile, mode: null });
  await look(stage);
}
await rm(profile, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(report)}\n`);
