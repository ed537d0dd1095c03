import type { Page } from 'playwright-core';
import type { Result } from '../../src/core/result.ts';
import type { Trouble } from '../../src/core/trouble.ts';
import { en } from '../../src/locales/en.ts';
import type { ExtensionPage } from '../driver/launch.ts';

/** Opens the browser's real side panel by the button on the first-run page: a click is needed for it. */
export async function openSidePanel(onboarding: Page): Promise<void> {
  await onboarding.bringToFront();
  await onboarding.getByRole('button', { name: 'Open the side panel' }).click();
}

/** Gives the order that the panel's "Start watching" gives. @returns what stands in the way, or null */
export async function startFrom(page: Page, tabId: number): Promise<string | null> {
  const result = (await page.evaluate(
    (id) => (globalThis as unknown as ExtensionPage).chrome.runtime.sendMessage({ to: 'background', type: 'start', tabId: id }),
    tabId,
  )) as Result<null, Trouble>;
  return result.ok ? null : en[`trouble_${result.error}`];
}
