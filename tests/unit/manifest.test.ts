import { existsSync, readFileSync } from 'node:fs';
import { MINIMUM_CHROME_VERSION } from '../driver/find-browser.ts';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { siteFor, siteOf, SITES } from '../../src/content/sites/registry.ts';
import { matchesPattern } from '../../src/wire/match-pattern.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Tested with the tests of what runs: the strict policy under which everything still loads. */
const STRICT = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

describe('manifest', () => {
  it('asks for these permissions and no other', () => {
    // activeTab: which page the toolbar button was clicked on, so that the panel can offer to watch it.
    // scripting: the content script in sites that the user gives access to.
    expect(manifest.permissions.toSorted()).toEqual(['activeTab', 'offscreen', 'scripting', 'sidePanel', 'storage']);
    expect(manifest).not.toHaveProperty('optional_permissions');
  });

  it('may ask for any one secure site, and has none of them before the user says yes', () => {
    expect(manifest.optional_host_permissions).toEqual(['https://*/*']);
    expect(manifest.host_permissions).toEqual(['https://meet.google.com/*', 'https://*.zoom.us/*']);
    expect(JSON.stringify(manifest)).not.toMatch(/<all_urls>|"tabs"/);
  });

  it('shows pages and other extensions nothing', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest.externally_connectable).toEqual({ ids: [] });
  });

  it('has the strict policy for its pages: nothing is loaded from or sent to elsewhere', () => {
    expect(manifest.content_security_policy.extension_pages.split('; ')).toEqual(STRICT);
    expect(Object.keys(manifest.content_security_policy)).toEqual(['extension_pages']);
  });

  it('runs in whole pages only, with access to just these sites', () => {
    const scripts = manifest.content_scripts.flatMap((script) => script.matches);
    expect(scripts.toSorted()).toEqual(manifest.host_permissions.toSorted());
    for (const script of manifest.content_scripts) expect(script).not.toHaveProperty('all_frames');
    for (const pattern of scripts) expect(pattern).toMatch(/^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+\/\*$/);
  });

  it('sends structured clones, without which pictures do not arrive, and names a browser that can', () => {
    expect(manifest.message_serialization).toBe('structured_clone');
    expect(Number(manifest.minimum_chrome_version)).toBe(MINIMUM_CHROME_VERSION);
  });

  it.each([
    manifest.background.service_worker,
    manifest.side_panel.default_path,
    ...manifest.content_scripts.flatMap(({ js }) => js),
    ...Object.values(manifest.icons),
  ])('names %s, which is there', (path) => expect(existsSync(file(path))).toBe(true));
});

describe.each(SITES.map((site) => [site.id, site] as const))('site %s', (id, site) => {
  const hosts = site.hosts.map((host) => host.replace('*.', 'a.b.'));

  it.each(hosts)('%s has a host permission, required with a content script or for the asking, and is found by its host', (host) => {
    const covers = (patterns: readonly string[]) =>
      patterns.some((pattern) => pattern === 'https://*/*' || matchesPattern(pattern, `https://${host}/call`));
    expect(covers([...manifest.host_permissions, ...manifest.optional_host_permissions])).toBe(true);
    expect(covers(manifest.content_scripts.flatMap((script) => script.matches))).toBe(covers(manifest.host_permissions));
    expect(siteFor(host)).toBe(site);
  });

  it('has a fixture page that says what it plays', () => {
    expect(existsSync(file(`tests/fixtures/${id}/index.html`))).toBe(true);
    expect(existsSync(file(`tests/fixtures/${id}/README.md`))).toBe(true);
  });

  it('has a test that plays its churn, and a section in docs/sites.md', () => {
    expect(existsSync(file(`tests/e2e/identity-${id}.test.ts`))).toBe(true);
    expect(readFileSync(file('docs/sites.md'), 'utf8').split('\n')).toContain(`### \`${id}\``);
  });

  it('has at least one way to find calls, tiles, names and videos', () => {
    for (const selectors of [site.state.inCall, site.tile, site.name, site.media]) expect(selectors.length).toBeGreaterThan(0);
    expect(`${id}:${'x'.repeat(180)}`.length).toBeLessThanOrEqual(200);
  });
});

describe('sites', () => {
  it('have ids of their own', () => expect(new Set(SITES.map(({ id }) => id)).size).toBe(SITES.length));

  it.each(manifest.host_permissions)('%s is asked for because a site needs it', (pattern) => {
    const host = pattern.slice('https://'.length, -2).replace('*.', 'a.');
    expect(siteFor(host)).not.toBeNull();
  });

  it('that anybody may run are known by what their pages hold, under any host', () => {
    for (const site of SITES.filter(({ marks }) => marks.length > 0)) {
      const page = (holds: (selector: string) => boolean) =>
        ({
          location: { hostname: 'calls.example' },
          querySelector: (selector: string) => (holds(selector) ? {} : null),
        }) as unknown as Document;
      for (const mark of site.marks) expect(siteOf(page((selector) => selector === mark))).toBe(site);
      expect(siteOf(page(() => false))).toBeNull();
    }
  });

  it.each(['meet.google.com.evil.example', 'evilmeet.google.com', 'google.com', 'localhost', ''])('nothing is declared for %j', (host) => {
    expect(siteFor(host)).toBeNull();
  });
});
