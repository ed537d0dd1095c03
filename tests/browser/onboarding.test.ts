import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { OnboardingHarness } from './harness/onboarding-harness.ts';
import { useSurfaces } from './surface.ts';

declare const harness: OnboardingHarness;

const { open, problems } = useSurfaces();

const calls = (page: Page): Promise<readonly string[]> => page.evaluate(() => harness.calls);
const use = (page: Page) => page.getByRole('button', { name: 'Use this mode' });

describe('before the choice', () => {
  test('everything is disclosed, the law with its articles', async () => {
    const page = await open('onboarding.html');
    const text = await page.getByRole('main').innerText();
    const disclosed = Object.entries(en).filter(([key]) => /^onboarding_(reads|keeps|never|cannot|law)(_|$)/.test(key));
    expect(disclosed.length).toBe(19);
    for (const [, sentence] of disclosed) expect(text).toContain(sentence);
    expect(text).toMatch(/Article 5\(1\)\(f\)[^]*hybrid video calls[^]*Article 50\(3\)[^]*not legal advice/);
  });

  test('“only me” is preselected, and nothing is stored by selecting', async () => {
    const page = await open('onboarding.html');
    expect(await page.getByRole('radio', { name: 'Only me' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'The room' }).check();
    expect(await calls(page)).toEqual([]);
  });

  test('a mode chosen before is shown as such', async () => {
    const page = await open('onboarding.html?mode=room');
    expect(await page.getByRole('radio', { name: `The room ${en.onboarding_current}` }).isChecked()).toBe(true);
  });
});

describe('each participant', () => {
  test('asks for the confirmation, and says what is missing', async () => {
    const page = await open('onboarding.html');
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByRole('radio', { name: 'Each participant' }).check();
    await use(page).click();
    expect(await page.getByRole('alert').innerText()).toBe(en.onboarding_confirm_missing);
    expect(await page.locator(':focus').getAttribute('type')).toBe('checkbox');
    expect(await calls(page)).toEqual([]);

    await page.getByRole('checkbox', { name: en.onboarding_confirm }).check();
    expect(await page.getByRole('alert').innerText()).toBe('');
    await use(page).click();
    await page.getByRole('heading', { name: en.onboarding_done }).waitFor();
    expect(await calls(page)).toEqual(['choose each']);
  });

  test('a confirmation given is not kept for the next change', async () => {
    const page = await open('onboarding.html');
    await page.getByRole('radio', { name: 'Each participant' }).check();
    await page.getByRole('checkbox').check();
    await use(page).click();
    await page.getByRole('button', { name: en.onboarding_change }).click();
    expect(await page.getByRole('checkbox').isChecked()).toBe(false);
  });
});

describe('after the choice', () => {
  test('by keyboard alone: choose, then open the panel', async () => {
    const page = await open('onboarding.html');
    await page.getByRole('radio', { name: 'Only me' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('What to do next').waitFor();
    expect(await page.locator(':focus').innerText()).toBe(en.onboarding_done);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await calls(page)).toEqual(['choose room', 'openPanel']);
  });

  test('a choice that could not be stored is not called a success', async () => {
    const page = await open('onboarding.html?refuse');
    await use(page).click();
    await page.getByText(en.onboarding_not_stored).waitFor();
    expect(await page.getByText(en.onboarding_done).count()).toBe(0);
    expect(problems().join()).toContain('storage refused');
  });
});
