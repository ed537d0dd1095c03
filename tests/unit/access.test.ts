import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dropAccess, givenOrigins, hasAccess, onAccessChange, requestAccess } from '../../src/platform/access.ts';
import { registerContent } from '../../src/platform/content-host.ts';
import { fakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const { permissions, scripting } = fakeBrowser;
const REQUIRED = ['https://meet.google.com/*', 'https://*.zoom.us/*'];
const SITE = 'https://calls.example';

beforeEach(() => {
  permissions.origins = [...REQUIRED];
  permissions.answer = true;
  scripting.registered = [];
  for (const event of [permissions.onAdded, permissions.onRemoved]) event.listeners.clear();
});

describe('access', () => {
  it.each([
    ['https://meet.google.com', true],
    ['https://us02web.zoom.us', true],
    [SITE, false],
    ['http://meet.google.com', false],
    ['chrome://settings', false],
    ['null', false],
    ['', false],
    [null, false],
  ])('to %s: %s', async (origin, expected) => expect(await hasAccess(origin)).toBe(expected));

  it('is asked for one origin, within the call that asks', async () => {
    const asked = vi.spyOn(permissions, 'request');
    const answer = requestAccess(SITE);
    expect(asked).toHaveBeenCalledExactlyOnceWith({ origins: [`${SITE}/*`] });
    expect(await answer).toBe(true);
    expect(await hasAccess(SITE)).toBe(true);
    asked.mockRestore();
  });

  it('that is declined changes nothing', async () => {
    permissions.answer = false;
    expect(await requestAccess(SITE)).toBe(false);
    expect(await hasAccess(SITE)).toBe(false);
  });

  it('beyond the manifest’s is listed as single sites, whatever else was given by other ways', async () => {
    permissions.origins.push('https://app.zoom.us/*', 'https://*/*', 'https://*.example/*', 'http://calls.example/*', `${SITE}/*`);
    expect(await givenOrigins()).toEqual([SITE]);
  });

  it('tells of what is given and taken back until the signal aborts', async () => {
    const life = new AbortController();
    let changes = 0;
    onAccessChange(() => changes++, life.signal);
    await requestAccess(SITE);
    await dropAccess(SITE);
    expect(changes).toBe(2);
    life.abort();
    await requestAccess(SITE);
    expect(changes).toBe(2);
  });
});

describe('the content script', () => {
  it('is registered for exactly the sites that were given, and for good', async () => {
    await requestAccess(SITE);
    await registerContent();
    expect(scripting.registered).toEqual([
      { id: SITE, matches: [`${SITE}/*`], js: ['src/content/index.iife.js'], runAt: 'document_idle', persistAcrossSessions: true },
    ]);
    await requestAccess('https://other.example:8443');
    await dropAccess(SITE);
    await registerContent();
    expect(scripting.registered.map(({ matches }) => matches)).toEqual([['https://other.example:8443/*']]);
  });

  it('is registered once, however many changes come at once', async () => {
    await requestAccess(SITE);
    await Promise.all([registerContent(), registerContent(), registerContent()]);
    expect(scripting.registered).toHaveLength(1);
  });

  it('is never registered twice for a site of the manifest', async () => {
    permissions.origins.push('https://app.zoom.us/*');
    await registerContent();
    expect(scripting.registered).toEqual([]);
  });
});
