import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { PanelEvent } from '../../src/panel/source.ts';
import type { PanelHarness } from './harness/panel-harness.ts';
import { calls, emit, ready, switchedOn, watching } from './panel-script.ts';
import { seriousFaults, useSurfaces } from './surface.ts';

declare const harness: PanelHarness;

const { open } = useSurfaces();
const ORIGIN = 'https://calls.example';
const OFFER: PanelEvent = { type: 'page', page: 'offered', site: null, origin: ORIGIN };
const REMOVED: PanelEvent = { type: 'watch', startedAtMs: null, stopped: { reason: 'access-removed', trouble: null } };

const showSites = (page: Page, origins: readonly string[]) => page.evaluate((given) => harness.showSites(given), origins);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a page that there is no access to', () => {
  test('is offered in the place of the start, and asked for within the click', async () => {
    const page = await open('panel.html');
    await emit(page, [...ready(), OFFER]);
    expect(await page.getByRole('status').innerText()).toBe(en.page_offered);
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

describe('watched sites', () => {
  test('are not mentioned while there is none', async () => {
    const page = await open('panel.html');
    await emit(page, ready());
    expect(await page.getByRole('group').count()).toBe(0);
  });

  test('are counted, listed, and each is taken back by its own button', async () => {
    const page = await open('panel.html');
    await emit(page, ready());
    await showSites(page, [ORIGIN, 'https://xn--mller-kva.example:8443']);
    await page.getByText('2 watched sites').press('Enter');
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('calls.example'),
      expect.stringContaining('xn--mller-kva.example:8443'),
    ]);
    await button(page, 'Remove calls.example').click();
    expect(await calls(page)).toEqual([`remove ${ORIGIN}`]);
    await showSites(page, []);
    expect(await page.getByText('watched site').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)('in %s at 320 px have no fault, however long their names are', async (colorScheme) => {
    const page = await open('panel.html', { colorScheme, viewport: { width: 320, height: 640 } });
    await emit(page, [...switchedOn(), watching(), REMOVED, { ...OFFER, origin: `https://${'long-name.'.repeat(8)}example` }]);
    await showSites(page, [ORIGIN, `https://${'long-name.'.repeat(8)}example`]);
    await page.getByText('2 watched sites').click();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});
