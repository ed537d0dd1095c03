import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptMode } from '../driver/consent.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, stored } from './stage.ts';

describe('consent first, off until switched on, off when the call ends', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ mode: null });
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('opens the first-run page by itself and runs nothing before a mode is chosen', async () => {
    await stage.launched.onboarding.getByRole('heading', { name: 'Before you start' }).waitFor();
    await stage.panel.locator('[data-phase="setup"]').waitFor(PATIENCE);
    expect(await stage.panel.getByRole('button', { name: 'Start watching' }).count()).toBe(0);
    // Even the order itself is refused.
    const answer = await stage.launched.onboarding.evaluate(
      (tabId) =>
        (globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }).chrome.runtime.sendMessage({
          to: 'background',
          type: 'start',
          tabId,
        }),
      stage.tabId,
    );
    expect(answer).toEqual({ ok: false, error: 'no-consent' });
    expect(await engineRuns(stage)).toBe(false);
    expect(await stored(stage, 'sessions')).toBeNull();
  });

  it('stays off after the choice until "Start watching"', async () => {
    await acceptMode(stage.launched.onboarding, 'each');
    await stage.panel.locator('[data-phase="idle"]').waitFor(PATIENCE);
    expect(await engineRuns(stage)).toBe(false);
    expect(await stage.badge()).toBe('');
  });

  it('opens the real side panel on a click', async () => {
    const browser = stage.launched.context.browser();
    const session = await browser?.newBrowserCDPSession();
    await stage.launched.onboarding.bringToFront();
    await stage.launched.onboarding.getByRole('button', { name: 'Open the side panel' }).click();
    const url = stage.launched.extensionUrl('src/panel/index.html');
    const targets = async () => (await session?.send('Target.getTargets'))?.targetInfos.map((target) => target.url) ?? [];
    await expect.poll(targets, PATIENCE).toContain(url);
  });

  it('switches on by the button, with the badge, and shows the loading', async () => {
    await stage.panel.bringToFront();
    const labels = await stage.panel.evaluateHandle(() => {
      const seen = new Set<string>();
      const note = () => seen.add(document.querySelector('header button.button')?.textContent ?? '');
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
      return seen;
    });
    await stage.start();
    await stage.panel.locator('[data-phase="loading"], [data-phase="watching"]').first().waitFor(PATIENCE);
    await stage.panel.getByRole('button', { name: 'Stop watching' }).waitFor(PATIENCE);
    // What the button says on the way is what was asked for.
    expect(await labels.evaluate((seen) => [...seen])).not.toContain('Stopping…');
    await stage.watching();
    expect(await stage.badge()).toBe('ON');
    expect(await engineRuns(stage)).toBe(true);
  });

  it('switches off by the button: no badge, no engine', async () => {
    await stage.panel.getByRole('button', { name: 'Stop watching' }).click();
    await stage.says('You stopped watching.');
    await expect.poll(() => stage.badge(), PATIENCE).toBe('');
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  });

  it('stops by itself when the call ends, and does not start again with the next one', async () => {
    await stage.start();
    await stage.watching();
    await stage.call.evaluate('demoCall.leave()');
    await stage.says(/The call has ended/);
    await expect.poll(() => stage.badge(), PATIENCE).toBe('');
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    await stage.call.locator('button[jsname="EszDse"]').click();
    await stage.says(/Ready\./);
    expect(await stage.badge()).toBe('');
    const sessions = await stored<{ endReason: string }>(stage, 'sessions');
    expect(sessions?.map(({ endReason }) => endReason).toSorted()).toEqual(['call-ended', 'user']);
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});
