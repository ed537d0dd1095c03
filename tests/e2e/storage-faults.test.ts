import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callFiles, fileCall } from '../../src/core/call-file.ts';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { killBrowser, killInWrite } from '../driver/kill.ts';
import { launch, type Launched } from '../driver/launch.ts';
import { callId, madeUpCall } from '../browser/harness/history-calls.ts';
import { openStage, PATIENCE, stored } from './stage.ts';

const HISTORY = 'src/pages/history/index.html';

async function openHistory(launched: Launched): Promise<Page> {
  const page = await launched.context.newPage();
  await page.goto(launched.extensionUrl(HISTORY));
  return page;
}

// One profile, which goes through all of it.
describe('the history', () => {
  let profile = '';
  let launched: Launched | null = null;
  const browser = () => {
    if (!launched) throw new Error('no browser runs');
    return { launched };
  };
  const slices = async () => (await stored<StoredSlice>(browser(), 'slices')) ?? [];

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'moodline-faults-'));
  });
  afterAll(async () => {
    await launched?.close();
    await rm(profile, { recursive: true, force: true });
  });

  it('pauses with a word on a full disk while the live view goes on, and has everything once there is room; a browser that is killed in the middle of a write leaves what was written', async () => {
    const stage = await openStage({ profile, query: 'hold=first' });
    launched = stage.launched;
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    const sequences = async () => (await slices()).map(({ sequence }) => sequence);
    await expect.poll(async () => (await sequences()).length, PATIENCE).toBeGreaterThanOrEqual(1);
    const session = await launched.context.newCDPSession(launched.onboarding);
    const origin = launched.extensionUrl('').slice(0, -1);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await stage.panel.locator('[data-trouble="storage-full"]').waitFor(PATIENCE);
    await stage.says(/^Storage full – history paused/);
    const before = await sequences();
    expect(await stage.panel.locator('[data-phase="watching"]').count()).toBe(1);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    const roomAtMs = performance.now();
    await stage.panel.locator('[data-trouble="storage-full"]').waitFor({ ...PATIENCE, state: 'detached' });
    console.log(`What had waited was written ${Math.round(performance.now() - roomAtMs)} ms after there was room.`);
    const after = await sequences();
    // Written in order, none twice, none left out since the first.
    expect(after).toEqual(Array.from(after, (_, index) => (after[0] ?? 0) + index));
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(0, before.length)).toEqual(before);

    // The last of them may be written again, with more in it.
    const whole = (await slices()).slice(0, -1);
    const { last, written } = await killInWrite(launched, 'open', 1);
    await stage[Symbol.asyncDispose]();
    launched = await launch({ extension: BUILT_EXTENSION, headless: true, profile });
    await expect.poll(async () => (await stored<StoredSession>(browser(), 'sessions'))?.[0]?.endReason, PATIENCE).toBe('interrupted');
    const [call] = (await stored<StoredSession>(browser(), 'sessions')) ?? [];
    const kept = await slices();
    expect(kept.slice(0, whole.length)).toEqual(whole);
    // All but what was being written, and no hole.
    expect(kept.at(-1)).toEqual(written[0]?.slice);
    expect(kept.map(({ sequence }) => sequence)).toEqual(Array.from(kept, (_, index) => (kept[0]?.sequence ?? 0) + index));
    expect(last.slice.sequence - (kept.at(-1)?.sequence ?? 0)).toBeLessThanOrEqual(1);
    expect(call?.endedAtMs).toBe((call?.startedAtMs ?? 0) + ((kept.at(-1)?.sequence ?? 0) + 1) * 5_000);
    const page = await openHistory(launched);
    await page.getByRole('link').first().click();
    await page.getByText('Interrupted: the browser stopped').waitFor(PATIENCE);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('has nothing of an import in the middle of which the browser was killed, each time', async () => {
    const calls = 40;
    const made = Array.from({ length: calls }, (_, n) => fileCall(madeUpCall({ n, slices: 360, names: ['Ana', 'Bo'] })));
    const [file = []] = callFiles(made, 0);
    const written = calls * 319;
    for (const puts of [1, written / 3, (2 * written) / 3]) {
      launched ??= await launch({ extension: BUILT_EXTENSION, headless: true, profile });
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
      // The call of before. Never a part of the import, and never a word of damage.
      await page.locator('.call-row').first().waitFor(PATIENCE);
      expect(await page.locator('.call-row').count()).toBe(1);
      expect(await page.getByRole('alert').count()).toBe(0);
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(file.join('')) });
      await page.waitForFunction((count) => (globalThis as unknown as { puts: number }).puts >= count, puts, PATIENCE);
      await killBrowser(launched.context);
      launched = null;
    }
    launched = await launch({ extension: BUILT_EXTENSION, headless: true, profile });
    expect(await stored(browser(), 'sessions')).toHaveLength(1);
  });

  it('of version 1 waits for an older handle no longer than two seconds, and is all there once that is closed', async () => {
    const older = browser().launched.onboarding;
    await older.evaluate(
      async ({ id }) => {
        const deletion = indexedDB.deleteDatabase('moodline');
        await new Promise((resolve) => deletion.addEventListener('success', resolve));
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
    const page = await openHistory(browser().launched);
    await page.getByText(/^The history could not be opened: close other Moodline pages/).waitFor(PATIENCE);
    await older.evaluate('older.close()');
    await page.reload();
    await page.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Ana', exact: true }).waitFor(PATIENCE);
    expect(await page.locator('figcaption').innerText()).toMatch(/^Read for 10 sec of 10 sec\. Mostly: happiness \(100%/);
  });
});
