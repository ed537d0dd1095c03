import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settleCall, tidy, tidyIfDue } from '../../src/background/tidying.ts';
import { openDatabase, withHistory } from '../../src/platform/database.ts';
import { listCalls } from '../../src/platform/history-read.ts';
import { beginCall, importCalls } from '../../src/platform/history-write.ts';
import { changeSettings, updateWatches } from '../../src/platform/settings.ts';
import type { Settings } from '../../src/wire/settings.ts';
import { call, callId } from './calls.ts';
import { fakeBrowser } from './fake-browser.ts';
import { SESSION, START_MS } from './samples.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const DAY = 86_400_000;
const ids = async () => ((await withHistory(listCalls)) ?? []).map(({ id }) => id).toSorted();

/** A call that came into the history this many days before {@link START_MS}. */
async function keep(n: number, daysAgo: number): Promise<void> {
  const database = await openDatabase(() => {});
  await importCalls(database, [call({ id: callId(n) })], START_MS - daysAgo * DAY);
  database.close();
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  await Promise.all([fakeBrowser.storage.local.clear(), fakeBrowser.storage.session.clear()]);
});

describe('tidying', () => {
  it.each<[Settings['retention'], number[]]>([
    ['call-end', []],
    ['7-days', [6]],
    ['30-days', [6, 29]],
    ['90-days', [6, 29, 89]],
    ['for-ever', [6, 29, 89, 5_000]],
  ])('keeps calls as chosen: %s', async (retention, kept) => {
    await changeSettings({ retention });
    for (const days of [6, 29, 89, 5_000]) await keep(days, days);
    await tidy(START_MS);
    expect(await ids()).toEqual(kept.map(callId).toSorted());
  });

  it('leaves alone what is being watched, and closes what was left open', async () => {
    const database = await openDatabase(() => {});
    for (const id of [SESSION, callId(1)]) await beginCall(database, { id, site: 'meet', mode: 'each', startedAtMs: START_MS });
    database.close();
    await updateWatches((watches) => {
      watches[7] = {
        state: 'on',
        sessionId: SESSION,
        mode: 'each',
        site: 'meet',
        origin: 'https://meet.google.com',
        startedAtMs: START_MS,
      };
    });
    await tidy(START_MS);
    const reasons = ((await withHistory(listCalls)) ?? []).map(({ id, endReason }) => [id, endReason]);
    expect(Object.fromEntries(reasons)).toEqual({ [SESSION]: null, [callId(1)]: 'interrupted' });
  });

  it('runs once a day and after each start of the browser', async () => {
    await changeSettings({ retention: '7-days' });
    await keep(1, 6);
    await tidyIfDue(START_MS);
    await tidyIfDue(START_MS + DAY - 1);
    await keep(2, 8);
    await tidyIfDue(START_MS + DAY - 1);
    expect(await ids()).toEqual([callId(1), callId(2)]);
    await fakeBrowser.storage.session.clear();
    await tidyIfDue(START_MS + DAY - 1);
    expect(await ids()).toEqual([callId(1)]);
    await tidyIfDue(START_MS + 2 * DAY);
    expect(await ids()).toEqual([]);
  });

  it('where there is no history keeps nothing at all, not even when it ran', async () => {
    await tidy(START_MS);
    expect(await indexedDB.databases()).toEqual([]);
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });
});

describe('the end of a call', () => {
  it.each<[Partial<Settings>, boolean]>([
    [{ afterCall: 'keep' }, true],
    [{ afterCall: 'ask' }, true],
    [{ afterCall: 'discard' }, false],
    [{ afterCall: 'keep', retention: 'call-end' }, false],
  ])('with %j leaves the others, and this one: %s', async (settings, kept) => {
    await changeSettings(settings);
    await keep(1, 0.5);
    if (settings.retention !== 'call-end') await keep(2, 0.5);
    await settleCall(callId(1), START_MS);
    expect(await ids()).toEqual([...(kept ? [callId(1)] : []), ...(settings.retention === 'call-end' ? [] : [callId(2)])]);
  });
});
