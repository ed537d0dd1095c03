import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import card from '../../models/card.json' with { type: 'json' };
import { en } from '../../src/locales/en.ts';
import type { AboutHarness } from './harness/about-harness.ts';
import { useSurfaces } from './surface.ts';

declare const harness: AboutHarness;

const { open } = useSurfaces();

const part = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true }).first();
const share = (value: number) => `${(100 * value).toFixed(1)}%`;

test('says what is stored, and looks again when the page comes into sight', async () => {
  const page = await open('about.html');
  const stored = part(page, en.about_stored);
  expect(await stored.innerText()).toMatch(/1,000[^]*12[^]*Nov 22, 2026[^]*312\.3 MB[^]*321 bytes/);
  await page.evaluate(() => {
    harness.now = {
      ...harness.now,
      stored: { calls: 0, moments: 0, oldestAtMs: null, historyBytes: 0, settingsBytes: 0, tally: [] },
    };
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await stored.getByText('None').waitFor();
  expect(await stored.innerText()).toMatch(/0[^]*0 bytes[^]*0 bytes/);
  expect(await page.getByText(en.about_tally).count()).toBe(0);
});

test('shows the count of requests, how it is made, and sounds the alarm only above zero', async () => {
  const page = await open('about.html');
  await page.getByText('0 requests sent to anywhere').waitFor();
  await page.getByText(en.about_requests_limits).waitFor();
  expect(await page.getByText(en.about_requests_alarm).count()).toBe(0);
  const alarmed = await open('about.html?sent');
  await alarmed.getByText('1 request sent to anywhere').waitFor();
  await alarmed.getByText('2 attempts refused by the browser').waitFor();
  await alarmed.getByText(en.about_requests_alarm).waitFor();
});

test('says how often it was right by the user’s own answers', async () => {
  const page = await open('about.html');
  expect(await part(page, en.about_tally).innerText()).toMatch(/Happiness\s+41 of 50 times/);
});

test('shows the model card’s figures, every field of the confusion matrix, and the numbers behind both charts', async () => {
  const page = await open('about.html');
  const [main] = card.evaluations;
  if (!main) throw new Error('the card has no evaluation');
  const figures = await part(page, en.about_card).innerText();
  for (const value of [main.accuracy, main.meanRecall, main.macroF1, main.ece, main.threshold.answered])
    expect(figures).toContain(share(value));
  const fields = await page.locator('.confusion td').allInnerTexts();
  expect(fields.map((text) => Number(text.replace(',', '')))).toEqual(main.confusion.rows.flat());
  expect(await page.getByRole('img', { name: en.about_reliability_label }).locator('circle').count()).toBe(main.reliability.length);
  await page.getByRole('img', { name: en.about_coverage_label }).waitFor();
  for (const summary of await page.getByText(en.about_numbers).all()) await summary.click();
  expect(await part(page, en.about_coverage).getByRole('row').count()).toBe(1 + main.coverage.length);
  expect(await part(page, en.about_robustness).getByRole('row').count()).toBe(1 + card.robustness.conditions.length);
  for (const { title } of card.limits) expect(await part(page, en.about_limits).innerText()).toContain(title);
});

test('names versions, what computes, and each licence with its words', async () => {
  const page = await open('about.html');
  expect(await part(page, en.about_versions).innerText()).toMatch(/0\.1\.0[^]*4\.22\.0[^]*Chromium 156\.0\.8078\.79[^]*WebAssembly/);
  await page.getByText('idb 8.0.4').click();
  await page.getByText('Copyright …').first().waitFor();
  await page.getByText('@tensorflow/tfjs-core 4.22.0').click();
  await page.getByText('Apache-2.0 names it').waitFor();
});

test('says what to do where storage is refused and the list of licences is missing', async () => {
  const page = await open('about.html?refused');
  await page.getByText(en.about_stored_unknown).waitFor();
  await page.getByText(en.about_licences_unreadable).waitFor();
  await page.getByText(en.about_backend_none).waitFor();
});
