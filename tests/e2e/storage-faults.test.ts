import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { callFiles, fileCall } from '../../src/core/call-file.ts';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch, type Launched } from '../driver/launch.ts';
import { callId, madeUpCall } from '../browser/harness/history-calls.ts';
import { openStage, PATIENCE, type Stage, stored } from './stage.ts';

const HISTORY = 'src/pages/history/index.html';

async function openHistory(launched: Launched): Promise<Page> {
  const page = await launched.context.newPage();
  await page.goto(launched.extensionUrl(HISTORY));
  return page;
}

/** As the machine does when its power fails: nothing is told, nothing is closed. */
async function kill(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('no browser process');
  const closed = context.waitForEvent('close', PATIENCE);
  process.kill(pid, 'SIGKILL');
  await closed;
}

describe('a full disk', () => {
  it('pauses the history with a word while the live view goes on, and loses nothing once there is room again', async () => {
    await using stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    const sequences = async () => ((await stored<StoredSlice>(stage, 'slices')) ?? []).map(({ sequence }) => sequence);
    await expect.poll(async () => (await sequences()).length, PATIENCE).toBeGreaterThanOrEqual(1);
    const session = await stage.launched.context.newCDPSession(stage.launched.onboarding);
    const origin = stage.launched.extensionUrl('').slice(0, -1);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await stage.panel.locator('[data-trouble="storage-full"]').waitFor(PATIENCE);
    await stage.says(/^Storage full – history paused/);
    const before = await sequences();
    expect(await stage.panel.locator('[data-phase="watching"]').count()).toBe(1);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await stage.panel.locator('[data-trouble="storage-full"]').waitFor({ ...PATIENCE, state: 'detached' });
    const after = await sequences();
    // Written in order, none twice, none left out since the first.
    expect(after).toEqual(Array.from(after, (_, index) => (after[0] ?? 0) + index));
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(0, before.length)).toEqual(before);
  });
});

describe('a browser that is killed', () => {
  it('in a call leaves what was written, closed as interrupted when it is opened again', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'moodline-killed-'));
    let written: readonly StoredSlice[] = [];
    const stage: Stage = await openStage({ profile, query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    const slices = async () => (await stored<StoredSlice>(stage, 'slices')) ?? [];
    await expect.poll(async () => (await slices()).length, PATIENCE).toBeGreaterThanOrEqual(2);
    written = await slices();
    await kill(stage.launched.context);
    await stage[Symbol.asyncDispose]();

    await using again = await openStage({ profile, mode: null });
    await expect.poll(async () => (await stored<StoredSession>(again, 'sessions'))?.[0]?.endReason, PATIENCE).toBe('interrupted');
    const [session] = (await stored<StoredSession>(again, 'sessions')) ?? [];
    const kept = (await stored<StoredSlice>(again, 'slices')) ?? [];
    expect(kept.slice(0, written.length)).toEqual(written);
    expect(session?.endedAtMs).toBe((session?.startedAtMs ?? 0) + ((kept.at(-1)?.sequence ?? 0) + 1) * 5_000);
    const page = await openHistory(again.launched);
    await page.getByRole('link').first().click();
    await page.getByText('Interrupted: the browser stopped').waitFor(PATIENCE);
    expect(await page.getByRole('alert').count()).toBe(0);
    await rm(profile, { recursive: true, force: true });
  });

  it('in the middle of an import has nothing of it, each time', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'moodline-killed-'));
    const calls = 40;
    const made = Array.from({ length: calls }, (_, n) => fileCall(madeUpCall({ n, slices: 360, names: ['Ana', 'Bo'] })));
    const [file = []] = callFiles(made, 0);
    const slices = calls * 319;
    for (const written of [1, slices / 3, (2 * slices) / 3]) {
      const launched = await launch({ extension: BUILT_EXTENSION, headless: true, profile });
      const page = await launched.context.newPage();
      await page.addInitScript(() => {
        const { put } = IDBObjectStore.prototype;
        Object.assign(globalThis, { puts: 0 });
        IDBObjectStore.prototype.put = function counted(this: IDBObjectStore, ...record) {
          (globalThis as unknown as { puts: number }).puts++;
          return put.apply(this, record);
        };
      });
      await page.goto(launched.extensionUrl(HISTORY));
      await page.locator('.empty, .call-row').first().waitFor(PATIENCE);
      // Never a part of it, and never a word of damage.
      expect(await page.getByText(/^\d+ calls?$/).allInnerTexts()).toEqual([]);
      expect(await page.getByRole('alert').count()).toBe(0);
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(file.join('')) });
      await page.waitForFunction((count) => (globalThis as unknown as { puts: number }).puts >= count, written, PATIENCE);
      await kill(launched.context);
    }
    await rm(profile, { recursive: true, force: true });
  });
});

describe('a history of version 1', () => {
  it('waits for an older handle no longer than two seconds, and is all there once that is closed', async () => {
    const launched = await launch({ extension: BUILT_EXTENSION, headless: true });
    const older = launched.onboarding;
    await older.evaluate(
      async ({ id }) => {
        const request = indexedDB.open('moodline', 1);
        request.addEventListener('upgradeneeded', () => {
          request.result.createObjectStore('sessions', { keyPath: 'id' });
          request.result.createObjectStore('participants', { keyPath: ['session', 'ordinal'] });
          request.result.createObjectStore('bins', { keyPath: ['session', 'ordinal', 'sequence'] });
        });
        await new Promise((resolve) => request.addEventListener('success', resolve));
        const transaction = request.result.transaction(['sessions', 'participants', 'bins'], 'readwrite');
        const expression = { neutral: 0, happiness: 1, surprise: 0, sadness: 0, anger: 0, disgust: 0, fear: 0, contempt: 0 };
        const mood = { expression, valence: 0.81, arousal: 0.51, certainty: 0.8 };
        const [startedAtMs, endedAtMs] = [1_800_000_000_000, 1_800_000_010_000];
        transaction.objectStore('sessions').put({ id, site: 'meet', mode: 'each', startedAtMs, endedAtMs, endReason: 'user' });
        transaction.objectStore('participants').put({ session: id, ordinal: 1, name: 'Ana', self: false });
        for (const sequence of [0, 1]) transaction.objectStore('bins').put({ session: id, ordinal: 1, sequence, mood, states: { ok: 10 } });
        await new Promise((resolve) => transaction.addEventListener('complete', resolve));
        Object.assign(globalThis, { older: request.result });
      },
      { id: callId(1) },
    );
    const page = await openHistory(launched);
    await page.getByText(/^The history could not be opened: close other Moodline pages/).waitFor(PATIENCE);
    await older.evaluate('older.close()');
    await page.reload();
    await page.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Ana', exact: true }).waitFor(PATIENCE);
    expect(await page.locator('figcaption').innerText()).toMatch(/^Read for 10 sec of 10 sec\. Mostly: Happiness \(100%/);
    await launched.close();
  });
});
