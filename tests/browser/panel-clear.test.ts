import { expect, test } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { PanelHarness } from './harness/panel-harness.ts';
import { calls, emit, live, ready, switchedOn, T0, watching } from './panel-script.ts';
import { useSurfaces } from './surface.ts';

declare const harness: PanelHarness;

const { open } = useSurfaces();

async function openQuestion() {
  const page = await open('panel.html');
  await emit(page, ready());
  await page.getByRole('button', { name: 'Clear local data' }).click();
  await page.getByRole('dialog').waitFor();
  return page;
}

test('nothing is cleared without a yes, and the question opens on the harmless answer', async () => {
  const page = await openQuestion();
  expect(await page.locator(':focus').innerText()).toBe('Keep it');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.locator(':focus').innerText()).toBe('Clear local data');
  expect(await calls(page)).toEqual([]);
});

test('what the re-read found is the proof', async () => {
  const page = await openQuestion();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.getByRole('status').innerText()).toContain('Cleared: 0 databases, 0 stored values left');
  expect(await calls(page)).toEqual(['clear']);
});

test('the proof stays when clearing took the mode and the watch with it', async () => {
  const page = await open('panel.html');
  await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ada' }])]);
  await page.getByRole('button', { name: 'Clear local data' }).click();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await emit(page, [
    { type: 'mode', mode: null },
    { type: 'watch', startedAtMs: null, stopped: { reason: 'cleared', trouble: null } },
  ]);
  await page.getByText('Cleared: 0 databases, 0 stored values left').waitFor();
  expect(await page.locator('[data-phase]').getAttribute('data-phase')).toBe('setup');
  expect(await page.locator('[data-participant]').count()).toBe(0);
});

test('what is left over is not called cleared', async () => {
  const page = await openQuestion();
  await page.evaluate(() => {
    harness.clearAnswer = { ok: true, value: { databases: 1, storedKeys: 2 } };
  });
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.getByRole('status').innerText()).toContain('Not everything was cleared: 1 database, 2 stored values left.');
});

test('a failed clean-up says so', async () => {
  const page = await openQuestion();
  await page.evaluate(() => {
    harness.clearAnswer = { ok: false, error: 'storage-refused' };
  });
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.getByRole('status').innerText()).toContain(en.clear_failed);
});
