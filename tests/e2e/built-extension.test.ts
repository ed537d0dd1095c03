import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { openStage } from './stage.ts';

// Bundlers add entries to a manifest: what counts is the built one.
describe('the built extension', () => {
  const manifest = async () => JSON.parse(await readFile(join(BUILT_EXTENSION, 'manifest.json'), 'utf8')) as Record<string, unknown>;

  it('exposes nothing to web pages and asks for nothing more than it uses', async () => {
    const built = await manifest();
    expect(built['web_accessible_resources'] ?? []).toEqual([]);
    expect(built['externally_connectable']).toEqual({ ids: [] });
    // activeTab: which page the toolbar button was clicked on. scripting: the content script in sites given on a click.
    expect(built['permissions']).toEqual(['storage', 'offscreen', 'sidePanel', 'activeTab', 'scripting']);
    expect(built['host_permissions']).toEqual(['https://meet.google.com/*', 'https://*.zoom.us/*']);
    // Asked for one origin at a time, and only on a click.
    expect(built['optional_host_permissions']).toEqual(['https://*/*']);
    expect(built['optional_permissions'] ?? []).toEqual([]);
    expect(built['incognito']).toBe('not_allowed');
  });

  it('keeps the policy that lets no page of it talk to anybody', async () => {
    const policy = ((await manifest())['content_security_policy'] as { extension_pages: string }).extension_pages;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|unsafe-inline|'unsafe-eval'/);
  });

  it('has no way to send anything in its own code', async () => {
    const files = (await readdir(BUILT_EXTENSION, { recursive: true, withFileTypes: true })).filter((file) => file.name.endsWith('.js'));
    const own = files.map((file) => join(file.parentPath, file.name)).filter((file) => !/worker-/.test(file));
    expect(own.length).toBeGreaterThan(5);
    for (const file of own) {
      const code = await readFile(file, 'utf8');
      expect
        .soft(code, relative(BUILT_EXTENSION, file))
        .not.toMatch(/XMLHttpRequest|WebSocket|sendBeacon|EventSource|WebTransport|RTCPeerConnection|\bfetch\(/);
    }
  });

  it('answers no page that asks for one of its files', async () => {
    await using stage = await openStage({ mode: null });
    const url = stage.launched.extensionUrl('');
    const files = ['src/panel/index.html', 'models/expression/model.json', 'icons/16.png', 'manifest.json'];
    const answers = await stage.call.evaluate(
      (urls) =>
        Promise.all(
          urls.map((one) =>
            fetch(one).then(
              () => 'answered',
              () => 'refused',
            ),
          ),
        ),
      files.map((file) => url + file),
    );
    expect(answers).toEqual(files.map(() => 'refused'));
  });
});
