import type { SessionId } from '../core/identity.ts';
import { withHistory } from '../platform/database.ts';
import { readTidiedAt, readWatches, writeTidiedAt } from '../platform/settings.ts';
import { tidyHistory } from '../platform/tidy.ts';

const DAY_MS = 86_400_000;

let running: Promise<void> = Promise.resolve();

/** Resolves when no tidying is under way: it would write while everything is cleared. */
export const untilTidied = (): Promise<void> => running;

/** Closes what a stopped browser left open and deletes what is past its time. What fails is tried again next time. */
export function tidy(nowMs: number): Promise<void> {
  running = running.then(() => tidyNow(nowMs));
  return running;
}

async function tidyNow(nowMs: number): Promise<void> {
  const live = new Set(Object.values(await readWatches()).flatMap((watch): SessionId[] => (watch.state === 'on' ? [watch.sessionId] : [])));
  const tidied = await withHistory((database) => tidyHistory(database, { live, keepMs: 30 * DAY_MS, nowMs })).catch((error: unknown) => {
    console.warn(error);
    return null;
  });
  // Where there is no history, nothing at all is kept.
  if (tidied) await writeTidiedAt(nowMs);
}

/** The worker starts many times a day, and at the browser's start. */
export async function tidyIfDue(nowMs: number): Promise<void> {
  const lastMs = await readTidiedAt();
  if (lastMs === null || Math.abs(nowMs - lastMs) >= DAY_MS) await tidy(nowMs);
}
