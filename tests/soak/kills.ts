import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { type Killed, killInWrite, type Moment, MOMENTS } from '../driver/kill.ts';
import { openStage, type Stage, stored } from '../e2e/stage.ts';

// npm run kills -- --times N: a browser that is killed N times while it writes a slice, always on the same profile.

const { values } = parseArgs({ options: { times: { type: 'string', default: '50' } } });
const times = Number(values.times);
if (!(times >= 1 && times <= 500)) throw new Error(`--times takes a number from 1 to 500, not "${values.times}".`);

const profile = await mkdtemp(join(tmpdir(), 'moodline-kills-'));
const report = {
  kills: 0,
  opened: 0,
  slices: 0,
  writtenSlicesLost: 0,
  halfWrittenCalls: 0,
  mostSecondsLost: { open: 0, committing: 0, committed: 0 },
};
/** What there must be at the next start: the slices that were there at the last one, and what was told to be written since. */
let known: readonly StoredSlice[] = [];
let killed: (Killed & { readonly moment: Moment }) | null = null;

/** Opens the history of the last run and compares it with what was written. */
async function look(stage: Stage): Promise<void> {
  const [sessions, slices] = [await stored<StoredSession>(stage, 'sessions'), await stored<StoredSlice>(stage, 'slices')];
  if (!sessions || !slices) return;
  report.opened++;
  const now = new Map(slices.map((slice) => [keyOf(slice), JSON.stringify(slice)]));
  report.writtenSlicesLost += known.filter((slice) => now.get(keyOf(slice)) !== JSON.stringify(slice)).length;
  // The last write may have been done before its writer was told of it.
  const last = killed && JSON.stringify(killed.last.slice);
  const promised = new Map(killed?.written.map(({ slice }) => [keyOf(slice), JSON.stringify(slice)]));
  for (const [key, slice] of promised) if (now.get(key) !== slice && now.get(key) !== last) report.writtenSlicesLost++;
  for (const { id, lastSequence } of sessions) {
    const own = slices.filter(({ session }) => session === id);
    if (own.at(-1)?.sequence !== (lastSequence < 0 ? undefined : lastSequence)) report.halfWrittenCalls++;
  }
  // All readings before a slice was put are in it; what came after the last that is there is missing.
  const kept = [killed?.last, ...(killed?.written ?? [])].filter((put) => put && now.get(keyOf(put.slice)) === JSON.stringify(put.slice));
  const keptAtMs = Math.max(...kept.map((put) => put?.atMs ?? 0));
  const most = report.mostSecondsLost;
  if (killed) most[killed.moment] = Math.max(most[killed.moment], Math.round((killed.atMs - keptAtMs) / 10) / 100);
  report.slices = slices.length;
  known = slices;
}

const keyOf = ({ session, sequence }: StoredSlice) => `${session} ${sequence}`;

for (let kill = 0; kill < times; kill++) {
  const stage = await openStage({ profile, query: 'hold=first', mode: kill === 0 ? 'each' : null });
  if (kill > 0) await look(stage);
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  const moment = MOMENTS[kill % MOMENTS.length] ?? 'open';
  killed = { moment, ...(await killInWrite(stage.launched, moment, 1 + (kill % 2))) };
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
