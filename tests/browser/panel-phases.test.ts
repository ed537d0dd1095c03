import { describe, expect, test } from 'vitest';
import { STOP_REASONS, TROUBLES } from '../../src/core/trouble.ts';
import { en } from '../../src/locales/en.ts';
import { LOAD_STEPS } from '../../src/core/engine-state.ts';
import type { PanelHarness } from './harness/panel-harness.ts';
import { calls, emit, live, loading, ready, status, switchedOn, T0, watching } from './panel-script.ts';
import { useSurfaces } from './surface.ts';

declare const harness: PanelHarness;

const { open } = useSurfaces();
const PHASE = '[data-phase]';

describe('before watching', () => {
  test('nothing is claimed until the source has spoken', async () => {
    const page = await open('panel.html');
    expect(await page.locator(PHASE).count()).toBe(0);
  });

  test('without a mode there is a button to the setup, and no start', async () => {
    const page = await open('panel.html');
    await emit(page, [{ type: 'mode', mode: null }]);
    expect(await page.locator(PHASE).getAttribute('data-phase')).toBe('setup');
    await page.getByRole('button', { name: 'Choose a mode' }).click();
    expect(await calls(page)).toEqual(['open onboarding']);
    expect(await page.getByRole('button', { name: 'Start watching' }).count()).toBe(0);
  });

  test('idle names the mode, changes it on a click, and starts on a click', async () => {
    const page = await open('panel.html');
    await emit(page, ready('room'));
    expect(await page.locator(PHASE).getAttribute('data-phase')).toBe('idle');
    expect(await page.getByText('Mode: The room').count()).toBe(1);
    await page.getByRole('button', { name: 'Change the mode' }).click();
    await page.getByRole('button', { name: 'Start watching' }).click();
    expect(await calls(page)).toEqual(['open settings', 'start']);
  });

  test('a refused start is one sentence, and goes away when the page changes', async () => {
    const page = await open('panel.html');
    await emit(page, ready());
    await page.evaluate(() => {
      harness.startAnswer = { ok: false, error: 'not-in-call' };
    });
    await page.getByRole('button', { name: 'Start watching' }).click();
    await page.getByText(en['trouble_not-in-call']).waitFor();
    await emit(page, [{ type: 'page', page: 'in-call', site: 'meet' }]);
    expect(await page.getByText(en['trouble_not-in-call']).count()).toBe(0);
  });

  test.each([
    ['unsupported', en['trouble_page-not-supported']],
    ['needs-reload', en['trouble_page-needs-reload']],
    ['lobby', en['trouble_not-in-call']],
  ] as const)('page %s says what to do', async (state, sentence) => {
    const page = await open('panel.html');
    await emit(page, [...ready(), { type: 'page', page: state, site: null }]);
    expect(await page.getByRole('status').innerText()).toBe(sentence);
  });
});

describe('an organisation’s policy', () => {
  test('that switches everything off is all that the panel says', async () => {
    const page = await open('panel.html');
    await emit(page, [
      { type: 'policy', policy: { off: true, mode: null } },
      { type: 'mode', mode: null },
    ]);
    expect(await page.getByRole('status').innerText()).toBe(en.policy_off);
    expect(await page.getByRole('button', { name: /Start watching|Choose a mode/ }).count()).toBe(0);
  });

  test('that locks the mode leaves no way to change it', async () => {
    const page = await open('panel.html');
    await emit(page, [{ type: 'policy', policy: { off: false, mode: 'me' } }, ...ready('me')]);
    expect(await page.getByText('Mode: Only me').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Change the mode' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Start watching' }).count()).toBe(1);
  });
});

describe('watching', () => {
  test('loading shows each step and its progress', async () => {
    const page = await open('panel.html');
    await emit(page, switchedOn());
    expect(await page.locator('progress').getAttribute('value')).toBeNull();
    for (const [index, step] of LOAD_STEPS.entries()) {
      await emit(page, [loading(step, index / 4)]);
      expect(await page.locator(PHASE).getAttribute('data-phase')).toBe('loading');
      expect(await page.getByRole('status').innerText()).toContain(en[`load_${step}`]);
      expect(await page.locator('progress').evaluate((bar) => (bar as HTMLProgressElement).value)).toBe(index / 4);
    }
  });

  test('stop is in the place of start and keeps the focus', async () => {
    const page = await open('panel.html');
    await emit(page, ready());
    await page.getByRole('button', { name: 'Start watching' }).click();
    await emit(page, [...switchedOn(), watching()]);
    expect(await page.locator(':focus').innerText()).toBe('Stop watching');
    await page.keyboard.press('Enter');
    expect(await calls(page)).toEqual(['start', 'stop']);
  });

  test('a notice is shown while the live view goes on', async () => {
    const page = await open('panel.html');
    await emit(page, [...switchedOn(), watching('storage-refused'), live(T0, [{ name: 'Ada' }])]);
    expect(await page.getByText(en['trouble_storage-refused']).count()).toBe(1);
    expect(await page.locator('[data-participant="Ada"]').getAttribute('data-state')).toBe('ok');
  });

  test('a lost connection catches up, with the last readings in view', async () => {
    const page = await open('panel.html');
    await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ada' }]), { type: 'disconnected' }]);
    expect(await page.locator(PHASE).getAttribute('data-phase')).toBe('catching-up');
    expect(await page.getByText('Catching up…').count()).toBe(1);
    expect(await page.locator('[data-participant="Ada"]').count()).toBe(1);
    await emit(page, [live(T0 + 1000, [{ name: 'Ada' }])], T0 + 1000);
    expect(await page.locator(PHASE).getAttribute('data-phase')).toBe('watching');
  });

  test('silence alone is noticed by the panel’s own clock', async () => {
    const page = await open('panel.html');
    await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ada' }])]);
    await page.evaluate(() => {
      harness.nowMs += 11_000;
    });
    await page.locator('[data-phase="catching-up"]').waitFor();
    expect(await page.locator('[data-participant="Ada"]').getAttribute('data-state')).toBe('ok');
  });
});

describe('stopped', () => {
  test('each reason has its sentence', async () => {
    const page = await open('panel.html');
    await emit(page, [...ready(), { type: 'page', page: 'ended', site: 'meet' }]);
    for (const reason of STOP_REASONS) {
      await emit(page, [{ type: 'watch', startedAtMs: null, stopped: { reason, trouble: null } }]);
      expect(await page.locator(PHASE).getAttribute('data-phase')).toBe('stopped');
      expect(await page.getByRole('status').innerText()).toBe(en[`stopped_${reason}`]);
    }
  });

  test('after the end of a call the next one is announced', async () => {
    const page = await open('panel.html');
    await emit(page, [...ready(), { type: 'watch', startedAtMs: null, stopped: { reason: 'call-ended', trouble: null } }]);
    expect(await page.getByRole('status').innerText()).toContain(en['page_in-call']);
    await emit(page, [{ type: 'watch', startedAtMs: null, stopped: { reason: 'user', trouble: null } }]);
    expect(await page.getByRole('status').innerText()).toBe(en.stopped_user);
  });

  test('each trouble has its one sentence, whoever tells it', async () => {
    const page = await open('panel.html');
    for (const trouble of TROUBLES) {
      await emit(page, [...ready(), { type: 'watch', startedAtMs: null, stopped: { reason: 'trouble', trouble } }]);
      expect(await page.getByText(en[`trouble_${trouble}`], { exact: true }).count()).toBe(1);
      await emit(page, [...switchedOn(), status({ phase: 'stopped', trouble })]);
      expect(await page.locator(PHASE).getAttribute('data-phase')).toBe('stopped');
      expect(await page.getByText(en[`trouble_${trouble}`], { exact: true }).count()).toBe(1);
    }
  });

  test('what it is, is said in every phase', async () => {
    const page = await open('panel.html');
    for (const events of [[{ type: 'mode', mode: null } as const], ready(), switchedOn()]) {
      await emit(page, events);
      expect(await page.getByRole('contentinfo').innerText()).toContain(en.panel_footer);
    }
  });
});
