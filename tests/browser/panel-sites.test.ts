import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { PanelEvent } from '../../src/panel/source.ts';
import type { PanelHarness } from './harness/panel-harness.ts';
import { calls, emit, ready, switchedOn, watching } from './panel-script.ts';
import { useSurfaces } from './surface.ts';

declare const harness: PanelHarness;

const { open } = useSurfaces();
const ORIGIN = 'https://calls.example';
const OFFER: PanelEvent = { type: 'page', page: 'offered', site: null, origin: ORIGIN };
const REMOVED: PanelEvent = { type: 'watch', startedAtMs: null, stopped: { reason: 'access-removed', trouble: null } };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a page that there is no access to', () => {
  test('is offered in the place of the start, and asked for within the click', async () => {
    const page = await open('panel.html');
    await emit(page, [...ready(), OFFER]);
    expect(await page.getByRole('status').innerText()).toBe(en.page_offered.replace('{host}', 'calls.example'));
    expect(await button(page, 'Start watching').count()).toBe(0);
    await button(page, 'Watch this site').click();
    expect(await calls(page)).toEqual([`watchSite ${ORIGIN}`]);
  });

  test('that is not given is one sentence, and can be asked for again', async () => {
    const page = await open('panel.html');
    await emit(page, [...ready(), OFFER]);
    await page.evaluate(() => {
      harness.siteAnswer = { ok: false, error: 'no-access' };
    });
    await button(page, 'Watch this site').click();
    expect(await page.getByRole('status').innerText()).toBe(en['trouble_no-access']);
    await button(page, 'Watch this site').click();
    expect(await calls(page)).toHaveLength(2);
  });

  test('is not offered without live video', async () => {
    const page = await open('panel.html');
    await emit(page, [...ready(), OFFER, { type: 'page', page: 'no-video', site: null }]);
    expect(await page.getByRole('status').innerText()).toBe(en['page_no-video']);
    expect(await button(page, 'Watch this site').count()).toBe(0);
  });

  test('after it was taken back in a call, is asked for by its name', async () => {
    const page = await open('panel.html');
    await emit(page, [...switchedOn(), watching(), REMOVED, OFFER]);
    expect(await page.getByRole('status').innerText()).toContain(en['stopped_access-removed']);
    await button(page, 'Allow calls.example').click();
    expect(await calls(page)).toEqual([`watchSite ${ORIGIN}`]);
  });
});
