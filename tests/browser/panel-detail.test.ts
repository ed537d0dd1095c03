import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { calls, emit, live, smile, switchedOn, T0, watching } from './panel-script.ts';
import type { PanelHarness } from './harness/panel-harness.ts';
import { useSurfaces } from './surface.ts';

declare const harness: PanelHarness;

const { open } = useSurfaces();

/** What the keyboard would act on. */
const focused = (page: Page): Promise<string> => page.locator(':focus').innerText();

async function openAna(): Promise<Page> {
  const page = await open('panel.html');
  await emit(page, [...switchedOn('each'), watching(), live(T0, [{ name: 'Ana' }, { name: 'Bo' }])]);
  await page.getByRole('button', { name: 'Ana', exact: true }).click();
  return page;
}

test('a name opens the whole call of its person: a chart in words, as a table, with the change that was found', async () => {
  const page = await openAna();
  expect(await page.evaluate(() => harness.requests)).toEqual([{ type: 'detail', participant: 'Ana', after: -1 }]);
  expect(await page.getByRole('heading', { name: 'Ana' }).evaluate((heading) => heading === document.activeElement)).toBe(true);
  await emit(page, [smile], T0 + 240_000);
  const chart = page.getByRole('figure');
  await chart.locator('canvas').first().waitFor();
  expect(await chart.innerText()).toContain('Mostly');
  expect(await page.getByRole('button', { name: /Reads as more positive from here on/ }).count()).toBe(1);
  await page.getByText('The same as a table').click();
  await page.getByRole('row').nth(48).waitFor();
  expect(await page.getByRole('row').count()).toBe(49);
  await page.keyboard.press('Escape');
  expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Ana', 'Bo']);
  expect(await focused(page)).toBe('Ana');
});

test('the room opens the same way, and the end of watching closes it', async () => {
  const page = await open('panel.html');
  await emit(page, [...switchedOn('room'), watching(), live(T0, [], {})]);
  await page.getByRole('button', { name: 'Room', exact: true }).click();
  expect(await page.evaluate(() => harness.requests)).toEqual([{ type: 'detail', participant: null, after: -1 }]);
  await page.getByText('The chart begins a few seconds after watching began.').waitFor();
  await emit(page, [{ type: 'watch', startedAtMs: null, stopped: { reason: 'user', trouble: null } }]);
  expect(await page.getByRole('button', { name: 'Back to everybody' }).count()).toBe(0);
});

test('a moment is marked with one click, and a note may follow', async () => {
  const page = await openAna();
  await page.getByRole('button', { name: 'Back to everybody' }).click();
  await page.getByRole('button', { name: 'Mark this moment' }).click();
  await page.getByLabel(/^Note for/).fill('  Decision ');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await calls(page)).toEqual([`bookmark ${T0} `, `bookmark ${T0} Decision`]);
  expect(await page.getByLabel(/^Note for/).count()).toBe(0);
  expect(await focused(page)).toBe('Mark this moment');
  await page.keyboard.press('Enter');
  await page.getByLabel(/^Note for/).waitFor();
  // Ready to type, and left by Escape.
  await page.keyboard.type('Never mind');
  await page.keyboard.press('Escape');
  await page.getByLabel(/^Note for/).waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('Mark this moment');
  expect((await calls(page)).join()).not.toContain('Never mind');
  await emit(page, [{ type: 'bookmarks', bookmarks: [{ atMs: T0, note: 'Decision' }] }]);
  await page.getByText('1 mark', { exact: true }).waitFor();
});

test('a mark that cannot be kept is said', async () => {
  const page = await openAna();
  await page.getByRole('button', { name: 'Back to everybody' }).click();
  await page.evaluate(() => {
    harness.bookmarkAnswer = { ok: false, error: 'storage-refused' };
  });
  await page.getByRole('button', { name: 'Mark this moment' }).click();
  await page
    .getByRole('alert')
    .getByText(/history is not being kept/)
    .waitFor();
});

test.each([
  ['Sadness', 'judge happiness wrong'],
  ['Happiness – it was right', 'judge happiness right'],
])('one tap on a reading and one on %s counts it', async (choice, counted) => {
  const page = await open('panel.html');
  await emit(page, [...switchedOn('each'), watching(), live(T0, [{ name: 'Ana', expression: 'happiness' }])]);
  await page.getByRole('button', { name: /^That’s wrong/ }).click();
  await page.getByRole('button', { name: choice, exact: true }).click();
  await page.getByText('Counted, and nothing else of it is kept.').waitFor();
  expect(await calls(page)).toEqual([counted]);
  expect(await page.locator(':focus').getAttribute('title')).toBe('That’s wrong');
});
