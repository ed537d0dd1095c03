import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import arabic from '../../src/locales/ar.json' with { type: 'json' };
import german from '../../src/locales/de.json' with { type: 'json' };
import { en } from '../../src/locales/en.ts';
import { callFiles, fileCall } from '../../src/core/call-file.ts';
import { callId, madeUpCall } from '../browser/harness/history-calls.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage, stored } from './stage.ts';

describe('settings in the middle of a call', () => {
  let stage: Stage;
  let settings: Page;

  beforeAll(async () => {
    stage = await openStage({ query: 'hold=first' });
    settings = await stage.launched.context.newPage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const choose = async (name: string) => {
    await settings.bringToFront();
    await settings.getByRole('radio', { name, exact: true }).click();
    await settings.getByRole('status').getByText(en.settings_saved).waitFor(PATIENCE);
  };

  it('the page shows the keyboard commands with the keys that the browser gave them', async () => {
    await settings.goto(stage.launched.extensionUrl('src/pages/settings/index.html'));
    await settings.getByRole('term').getByText(en.command_toggle).waitFor(PATIENCE);
    const given = await settings.evaluate<{ shortcut: string }[]>('chrome.commands.getAll()');
    expect(given).toHaveLength(3);
    expect(await settings.getByRole('definition').allInnerTexts()).toEqual(given.map(({ shortcut }) => shortcut || en.settings_keys_none));
  });

  it('the theme holds at once, in the panel too', async () => {
    const schemeOf = (page: Page) => page.evaluate('getComputedStyle(document.documentElement).colorScheme');
    for (const theme of ['dark', 'light'] as const) {
      await choose(en[`theme_${theme}`]);
      expect(await schemeOf(settings)).toBe(theme);
      await expect.poll(() => schemeOf(stage.panel), PATIENCE).toBe(theme);
    }
  });

  it('the language holds at once, in the panel too, and goes back to the browser’s', async () => {
    const choice = settings.getByRole('combobox');
    const start = stage.panel.locator('.switch .button');
    for (const [tag, direction, label] of [
      ['de', 'ltr', german.panel_start],
      ['ar', 'rtl', arabic.panel_start],
    ] as const) {
      await choice.selectOption(tag);
      await start.getByText(label).waitFor(PATIENCE);
      expect(await stage.panel.locator('html').getAttribute('lang')).toBe(tag);
      expect(await settings.locator('html').getAttribute('dir')).toBe(direction);
    }
    await choice.selectOption('');
    await start.getByText(en.panel_start).waitFor(PATIENCE);
    expect(await stage.panel.locator('html').getAttribute('dir')).toBe('ltr');
  });

  it('the own tile goes out of sight and comes back without a new start', async () => {
    await stage.panel.bringToFront();
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage.card('Sam').and(stage.panel.locator('[data-state]:not([data-state="left"])')).waitFor(PATIENCE);
    await settings.getByRole('checkbox', { name: en.settings_own_tile }).click();
    await stage.card('Sam').and(stage.panel.locator('[data-state="left"]')).waitFor(PATIENCE);
    await stage.card('Ana').and(stage.panel.locator('[data-state]:not([data-state="left"])')).waitFor(PATIENCE);
    await settings.getByRole('checkbox', { name: en.settings_own_tile }).click();
    await stage.card('Sam').and(stage.panel.locator('[data-state]:not([data-state="left"])')).waitFor(PATIENCE);
  });

  it('keys mark the moment, and end and begin the watching', async () => {
    const [worker] = stage.launched.context.serviceWorkers();
    // A page cannot press the browser's own keys: this is what the browser tells the extension then.
    const press = (command: string) =>
      worker?.evaluate(`chrome.commands.onCommand.dispatch(${JSON.stringify(command)}, { id: ${stage.tabId} })`);
    await press('bookmark');
    await stage.panel.getByText(en.bookmark_count.one.replace('{count}', '1'), { exact: true }).waitFor(PATIENCE);
    expect((await stored<{ kind: string; note: string }>(stage, 'moments'))?.filter(({ kind }) => kind === 'bookmark')).toMatchObject([
      { note: '' },
    ]);
    await press('toggle-watching');
    await stage.says(en.stopped_user);
    await press('toggle-watching');
    await stage.watching();
  });

  it('another mode ends the watching', async () => {
    await choose(`${en.mode_room} ${en.mode_more_room.replace('{faces}', '3')}`);
    await stage.says(en['stopped_mode-changed']);
    await expect.poll(() => stage.badge(), PATIENCE).toBe('');
  });

  it('someone objected: this call’s data is deleted, and no other’s', async () => {
    const before = await stored<{ id: string }>(stage, 'sessions');
    await stage.panel.bringToFront();
    await stage.start();
    await stage.watching();
    await expect.poll(async () => (await stored(stage, 'sessions'))?.length, PATIENCE).toBe((before?.length ?? 0) + 1);
    await stage.panel.getByRole('button', { name: en.objected }).click();
    await stage.panel.getByRole('button', { name: en.objected_yes }).click();
    await stage.says(en.objected_done.other.replace('{count}', '0'));
    expect((await stored<{ id: string }>(stage, 'sessions'))?.map(({ id }) => id)).toEqual(before?.map(({ id }) => id));
    await expect.poll(() => stage.badge(), PATIENCE).toBe('');
  });

  it('calls that were kept for longer than was chosen are gone when watching starts, and younger ones stay', async () => {
    const history = await stage.launched.context.newPage();
    await history.goto(stage.launched.extensionUrl('src/pages/history/index.html'));
    const aged = [6, 29, 40].map((days) => ({ id: callId(days), days }));
    const [file = []] = callFiles(
      aged.map(({ days }) => fileCall(madeUpCall({ n: days, slices: 12 }))),
      0,
    );
    await history
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(file.join('')) });
    await history.getByText(/^Taken in: 3 calls/).waitFor(PATIENCE);
    // Days cannot be waited for: when they came into the history is put back, and nothing else.
    await history.evaluate(async (calls) => {
      const request = indexedDB.open('moodline');
      await new Promise((resolve) => request.addEventListener('success', resolve));
      const transaction = request.result.transaction('sessions', 'readwrite');
      const sessions = transaction.objectStore('sessions');
      for (const { id, days } of calls) {
        const asked = sessions.get(id);
        asked.addEventListener('success', () => sessions.put({ ...asked.result, storedAtMs: Date.now() - days * 86_400_000 }));
      }
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      request.result.close();
    }, aged);
    await history.close();
    const left = async () =>
      ((await stored<{ id: string }>(stage, 'sessions')) ?? []).flatMap(({ id }) => aged.find((one) => one.id === id)?.days ?? []);
    for (const [retention, kept] of [
      ['30-days', [6, 29]],
      ['7-days', [6]],
    ] as const) {
      await choose(en[`retention_${retention}`]);
      await stage.panel.bringToFront();
      await stage.start();
      await expect.poll(left, PATIENCE).toEqual(kept);
      await stage.panel.getByRole('button', { name: en.panel_stop }).click();
      await stage.says(en.stopped_user);
    }
    // What belonged to them is gone with them: slices of the calls of this test and of those before it are left.
    const owners = new Set((await stored<{ session: string }>(stage, 'slices'))?.map(({ session }) => session));
    for (const { id, days } of aged) expect(owners.has(id)).toBe(days === 6);
  });

  it('a call that expires with its end is gone with it, and so are those that were over', async () => {
    const ids = async () => ((await stored<{ id: string }>(stage, 'sessions')) ?? []).map(({ id }) => id);
    const before = await ids();
    expect(before).not.toEqual([]);
    await choose(en['retention_call-end']);
    await stage.panel.bringToFront();
    await stage.start();
    await stage.watching();
    await expect.poll(async () => (await ids()).filter((id) => !before.includes(id)).length, PATIENCE).toBe(1);
    await stage.panel.getByRole('button', { name: en.panel_stop }).click();
    await stage.panel.getByText(en.after_not_kept).waitFor(PATIENCE);
    await expect.poll(ids, PATIENCE).toEqual([]);
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});
