import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { setPolicy } from '../driver/policy.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage } from './stage.ts';

describe('what the organisation that manages the browser decides', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ query: 'hold=first' });
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const openPage = async (name: string) => {
    const page = await stage.launched.context.newPage();
    await page.goto(stage.launched.extensionUrl(`src/pages/${name}/index.html`));
    return page;
  };

  it('switches off what is watched, at once, and every page says so', async () => {
    await stage.panel.bringToFront();
    await stage.start();
    await stage.watching();
    await setPolicy(stage.launched, { disabled: true });
    await stage.panel.locator('[data-phase="switched-off"]').getByText(en.policy_off).waitFor(PATIENCE);
    await expect.poll(() => stage.badge(), PATIENCE).toBe('');
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    for (const name of ['settings', 'onboarding']) {
      const page = await openPage(name);
      await page.getByText(en.policy_off).waitFor(PATIENCE);
      expect(await page.getByRole('radio', { name: en.mode_me }).count()).toBe(0);
      await page.close();
    }
  });

  it('locks the mode: no other is offered, and the mode that was chosen holds again when the policy goes', async () => {
    await setPolicy(stage.launched, { lockMode: 'me' });
    const mode = stage.panel.locator('.mode');
    await mode.getByText(en.mode_me).waitFor(PATIENCE);
    expect(await mode.getByRole('button').count()).toBe(0);
    const settings = await openPage('settings');
    await settings.getByText(en.policy_locked).waitFor(PATIENCE);
    expect(await settings.getByRole('radio', { name: en.mode_each }).count()).toBe(0);
    await setPolicy(stage.launched, {});
    await settings.getByRole('radio', { name: en.mode_each }).and(settings.locator(':checked')).waitFor(PATIENCE);
    await mode.getByText(en.mode_each).waitFor(PATIENCE);
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});
