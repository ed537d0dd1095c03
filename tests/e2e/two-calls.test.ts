import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { StoredParticipant, StoredSession } from '../../src/platform/records.ts';
import { type ExtensionPage, type Launched, openPanelTab, tabIdOf } from '../driver/launch.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, stored } from './stage.ts';

const STARTS = 20;

/** A page in a window of its own. */
async function newWindow({ context }: Launched): Promise<Page> {
  const session = await context.browser()?.newBrowserCDPSession();
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session?.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
  ]);
  return page;
}

it('two calls in two windows that start at once share one engine, and stay two sessions', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  const { launched } = stage;
  const other = await newWindow(launched);
  await other.goto(stage.call.url().replace('abc-defg-hij', 'xyz-abcd-efg').replace('hold=first', 'hold=first&people=2'));
  const tabIds = [stage.tabId, await tabIdOf(launched, other)];

  const answers = await launched.onboarding.evaluate(
    ({ ids, starts }) => {
      const { runtime } = (globalThis as unknown as ExtensionPage).chrome;
      const each = Array.from({ length: starts }, (_, index) => ids[index % ids.length]);
      return Promise.all(each.map((tabId) => runtime.sendMessage({ to: 'background', type: 'start', tabId })));
    },
    { ids: tabIds, starts: STARTS },
  );
  expect(answers).toEqual(answers.map(() => ({ ok: true, value: null })));
  const documents = await launched.onboarding.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { getContexts(filter: object): Promise<unknown[]> } } };
    return (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })).length;
  });
  expect(documents).toBe(1);

  await stage.watching();
  const second = await openPanelTab(launched, other);
  await second.locator('[data-phase="watching"]').waitFor(PATIENCE);
  const cards = (page: typeof second) => page.locator('[data-participant]').count();
  await expect.poll(() => cards(second), PATIENCE).toBe(3);
  await expect.poll(() => cards(stage.panel), PATIENCE).toBe(6);

  await second.getByRole('button', { name: 'Stop watching' }).click();
  await second.getByRole('button', { name: 'Start watching' }).waitFor(PATIENCE);
  expect(await engineRuns(stage)).toBe(true);
  expect(await stage.badge()).toBe('ON');
  await stage.panel.getByRole('button', { name: 'Stop watching' }).click();
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);

  const sessions = (await stored<StoredSession>(stage, 'sessions')) ?? [];
  expect(sessions.map(({ endReason }) => endReason)).toEqual(['user', 'user']);
  const people = (await stored<StoredParticipant>(stage, 'participants')) ?? [];
  const sizes = sessions.map(({ id }) => people.filter(({ session }) => session === id).length);
  expect(sizes.toSorted((a, b) => a - b)).toEqual([3, 6]);
  expectQuietConsoles(stage);
});
