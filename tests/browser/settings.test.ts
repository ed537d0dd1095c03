import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DOUBT_LEVELS } from '../../src/core/doubt.ts';
import { en } from '../../src/locales/en.ts';
import type { SettingsHarness } from './harness/settings-harness.ts';
import { useSurfaces } from './surface.ts';

declare const harness: SettingsHarness;

const { open, problems } = useSurfaces();

const stored = (page: Page) => page.evaluate(() => harness.settings);
const radio = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) });

describe('every setting', () => {
  test.each([
    ['retention', en['retention_7-days'], '7-days'],
    ['afterCall', en.after_call_discard, 'discard'],
    ['names', en.names_pseudonyms, 'pseudonyms'],
    ['budget', en.budget_low, 'low'],
    ['doubt', en.doubt_careful, 'careful'],
    ['theme', en.theme_dark, 'dark'],
    ['mode', en.mode_room, 'room'],
  ] as const)('%s is stored when it is chosen, and said to be', async (key, label, value) => {
    const page = await open('settings.html?mode=me');
    await radio(page, label).click();
    await page.getByRole('status').getByText(en.settings_saved).waitFor();
    expect((await stored(page))[key]).toBe(value);
    expect(await radio(page, label).isChecked()).toBe(true);
  });

  test('the own tile can be left out, the language chosen and given back to the browser', async () => {
    const page = await open('settings.html?mode=me');
    await page.getByRole('checkbox', { name: en.settings_own_tile }).click();
    await page.getByRole('combobox', { name: en.settings_language }).selectOption('English');
    expect(await stored(page)).toMatchObject({ ownTile: false, language: 'en' });
    await page.getByRole('combobox', { name: en.settings_language }).selectOption(en.settings_language_system);
    expect(await stored(page)).toMatchObject({ language: null });
  });

  test('each level of doubt says what was measured', async () => {
    const page = await open('settings.html?mode=me');
    const { answeredOf100, rightOf100 } = DOUBT_LEVELS.careful;
    expect(await radio(page, en.doubt_careful).getAttribute('value')).toBe('careful');
    expect(await page.getByText(`Answers ${answeredOf100} of 100 test pictures, and ${rightOf100} of 100 answers are right.`).count()).toBe(
      1,
    );
  });

  test('a watched site is listed, and taken back by its own button', async () => {
    const page = await open('settings.html?mode=me&site=https://calls.example&site=https://xn--mller-kva.example:8443');
    const sites = page.getByRole('region', { name: en.sites_title });
    expect(await sites.locator('bdi').allInnerTexts()).toEqual(['calls.example', 'xn--mller-kva.example:8443']);
    await sites.getByRole('button', { name: 'Remove calls.example' }).click();
    await page.getByRole('status').getByText(en.settings_saved).waitFor();
    expect(await sites.locator('bdi').allInnerTexts()).toEqual(['xn--mller-kva.example:8443']);
  });

  test('that cannot be stored stays as it was, and says so', async () => {
    const page = await open('settings.html?mode=me&refuse');
    await radio(page, en.budget_low).click();
    await page.getByRole('alert').getByText(en.settings_not_saved).waitFor();
    expect(await radio(page, en.budget_normal).isChecked()).toBe(true);
    expect(problems().join()).toContain('storage refused');
  });
});

describe('the mode', () => {
  test('each participant asks first, on the harmless answer, and is stored on a yes alone', async () => {
    const page = await open('settings.html?mode=me');
    await radio(page, en.mode_each).click();
    await page.getByRole('dialog').getByText(en.onboarding_confirm).waitFor();
    expect(await page.locator(':focus').innerText()).toBe(en.settings_confirm_no);
    await page.keyboard.press('Enter');
    expect((await stored(page)).mode).toBe('me');
    expect(await radio(page, en.mode_me).isChecked()).toBe(true);
    await radio(page, en.mode_each).click();
    await page.getByRole('button', { name: en.settings_confirm_yes }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect((await stored(page)).mode).toBe('each');
  });

  test('is first chosen on the first-run page', async () => {
    const page = await open('settings.html');
    await page.getByRole('button', { name: en.settings_mode_open }).click();
    expect(await radio(page, en.mode_me).count()).toBe(0);
    expect(await page.evaluate(() => harness.calls)).toEqual(['openSetup']);
  });
});

test('keyboard commands are shown with their keys, and lead to the browser’s page', async () => {
  const page = await open('settings.html?mode=me');
  expect(await page.getByRole('term').allInnerTexts()).toEqual([en.settings_keys_open_panel, en.command_toggle, en.command_bookmark]);
  expect(await page.getByRole('definition').allInnerTexts()).toEqual(['Alt+Shift+M', en.settings_keys_none, en.settings_keys_none]);
  await page.getByRole('button', { name: en.settings_keys_change }).click();
  expect(await page.evaluate(() => harness.calls)).toEqual(['openShortcuts']);
});

describe('an organisation', () => {
  test('that locks the mode leaves no other in settings and first-run page, and it is said', async () => {
    const page = await open('settings.html?mode=each&lock=me');
    await page.getByText(en.policy_locked).waitFor();
    expect(await page.getByRole('group', { name: en.settings_mode }).getByRole('radio').count()).toBe(1);
    expect(await radio(page, en.mode_me).isChecked()).toBe(true);
    const first = await open('onboarding.html?lock=room');
    await first.getByText(en.policy_locked).waitFor();
    expect(await first.getByRole('radio').count()).toBe(1);
    expect(await radio(first, en.mode_room).isChecked()).toBe(true);
  });

  test('that switches everything off leaves nothing to choose', async () => {
    const page = await open('settings.html?mode=me&off');
    await page.getByText(en.policy_off).waitFor();
    expect(await radio(page, en.mode_me).count()).toBe(0);
    const first = await open('onboarding.html?off');
    await first.getByText(en.policy_off).waitFor();
    expect(await first.getByRole('button', { name: en.onboarding_use }).count()).toBe(0);
  });
});
