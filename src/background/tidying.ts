import type { SessionId } from '../core/identity.ts';
import { type Database, withHistory } from '../platform/database.ts';
import { deleteCalls } from '../platform/history-write.ts';
import { readSettings, readTidiedAt, readWatches, writeTidiedAt } from '../platform/settings.ts';
import { tidyHistory } from '../platform/tidy.ts';
import type { Settings } from '../wire/settings.ts';

const DAY_MS = 86_400_000;

/** Null: for ever. */
const KEEP_DAYS: Readonly<Record<Settings['retention'], number | null>> = {
  'call-end': 0,
  '7-days': 7,
  '30-days': 30,
  '90-days': 90,
  'for-ever': null,
};

let running: Promise<void> = Promise.resolve();

/** Resolves when no tidying is under way: it would write while everything is cleared. */
export const untilTidied = (): Promise<void> => running;

/** Closes what a stopped browser left open and deletes what is past its time. */
export function tidy(nowMs: number): Promise<void> {
  running = running.then(() => tidyNow(nowMs));
  return running;
}

async function tidyNow(nowMs: number): Promise<void> {
  const { retention, afterCall } = await readSettings();
  const live = new Set(Object.values(await readWatches()).flatMap((watch): SessionId[] => (watch.state === 'on' ? [watch.sessionId] : [])));
  const days = KEEP_DAYS[retention];
  const rules = { live, keepMs: days && days * DAY_MS, discardInterrupted: afterCall === 'discard', nowMs };
  // Where there is no history, nothing at all is kept.
  if (await unlessRefused((database) => tidyHistory(database, rules))) await writeTidiedAt(nowMs);
}

/** A call is over: what the settings say happens by itself. */
export async function settleCall(session: SessionId, nowMs: number): Promise<void> {
  const { retention, afterCall } = await readSettings();
  if (afterCall === 'discard') await unlessRefused((database) => deleteCalls(database, [session]));
  if (retention === 'call-end') await tidy(nowMs);
}

/** What storage refuses is tried again with the next tidying. */
function unlessRefused<T>(use: (database: Database) => Promise<T>): Promise<T | null> {
  return withHistory(use).catch((error: unknown) => {
    console.warn(error);
    return null;
  });
}

/** The worker starts many times a day, and at the browser's start. */
export async function tidyIfDue(nowMs: number): Promise<void> {
  const lastMs = await readTidiedAt();
  if (lastMs === null || Math.abs(nowMs - lastMs) >= DAY_MS) await tidy(nowMs);
}
