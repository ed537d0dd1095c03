import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch, type Launched } from '../driver/launch.ts';

/** In the page, before anything of it: whatever another process would answer is never answered. */
const NOBODY_ANSWERS = `{
  const never = () => new Promise(() => {});
  for (const api of new Set([chrome, browser])) {
    for (const area of ['local', 'session', 'managed']) api.storage[area].get = never;
    Object.assign(api.tabs, { query: never });
    Object.assign(api.windows, { getCurrent: never });
    Object.assign(api.runtime, { sendMessage: never });
    Object.assign(api.permissions, { getAll: never, contains: never });
    Object.assign(api.commands, { getAll: never });
  }
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...given) {
    return Object.assign(open.apply(this, given), { addEventListener: () => {} });
  };
}`;

/** What is there of each page all the same. */
const THERE: Readonly<Record<string, (page: Page) => readonly Locator[]>> = {
  'pages/onboarding': (page) => [
    page.getByRole('radio', { name: en.mode_me }),
    page.getByRole('radio', { name: en.mode_each }),
    page.getByRole('button', { name: en.onboarding_use }),
  ],
  'pages/settings': (page) => [page.getByRole('heading', { name: en.settings_title }), page.getByText(en.waiting)],
  'pages/history': (page) => [page.getByRole('button', { name: en.history_import }), page.getByText(en.waiting)],
  'pages/try-it': (page) => [page.getByRole('button', { name: en.try_choose }), page.getByText(en.waiting)],
  'pages/about': (page) => [page.getByRole('heading', { name: en.about_card, exact: true }), page.getByText(en.waiting)],
  panel: (page) => [page.getByRole('heading', { name: en.product }), page.getByText(en.waiting)],
};

describe('while nobody answers', () => {
  let launched: Launched;

  beforeAll(async () => {
    launched = await launch({ extension: BUILT_EXTENSION, headless: true });
    await launched.context.addInitScript(NOBODY_ANSWERS);
  });
  afterAll(() => launched.close());

  it.each(Object.entries(THERE))('%s is there', async (folder, there) => {
    const page = await launched.context.newPage();
    await page.goto(launched.extensionUrl(`src/${folder}/index.html`));
    for (const part of there(page)) await part.waitFor();
    // Not even the theme was told.
    expect(await page.locator('html').getAttribute('data-theme')).toBeNull();
    await page.close();
  });
});
