import { describe, expect, it } from 'vitest';
import { chooseBrowser, type Machine, parseVersion } from '../driver/find-browser.ts';

interface Table {
  env?: Record<string, string>;
  /** `--version` output by path, before an installation. */
  browsers?: Record<string, string>;
  /** What an installation adds; absent where none can be tried. */
  installs?: Record<string, string>;
}

function machine({ env = {}, browsers = {}, installs }: Table): Machine & { reported: string[] } {
  let present = browsers;
  const reported: string[] = [];
  return {
    env,
    versionText: (path) => Promise.resolve(present[path] ?? null),
    canInstall: () => Promise.resolve(installs !== undefined),
    installChromium: () => Promise.resolve(void (present = { ...present, ...installs })),
    report: (line) => void reported.push(line),
    reported,
  };
}

const debian = (major: number) => `Chromium ${major}.0.8078.79 built on Debian GNU/Linux 12 (bookworm)`;
const google = (major: number) => `Google Chrome ${major}.0.7204.49 `;

describe('parseVersion', () => {
  it.each([
    [debian(156), 156],
    [google(151), 151],
    ['Google Chrome for Testing 150.0.1.2', 150],
    ['Chromium 148.0.1.2 snap', 148],
    ['Command requires the chromium snap to be installed.', null],
    ['Mozilla Firefox 148.0', null],
    ['', null],
  ])('reads %j as %j', (text, version) => expect(parseVersion(text)).toBe(version));
});

describe('chooseBrowser', () => {
  it.each<[string, Table, string, number]>([
    [
      'CHROMIUM before all others',
      { env: { CHROMIUM: '/opt/c' }, browsers: { '/opt/c': debian(150), chromium: debian(156) } },
      '/opt/c',
      150,
    ],
    [
      'Chromium before Chrome, which loads no extensions',
      { browsers: { chromium: debian(148), 'google-chrome': google(160) } },
      'chromium',
      148,
    ],
    ['a new Chrome before an old Chromium', { browsers: { chromium: debian(120), 'google-chrome': google(151) } }, 'google-chrome', 151],
    ['a new enough one without installing', { browsers: { chromium: debian(148) }, installs: { chromium: debian(170) } }, 'chromium', 148],
    ['what an installation brings', { installs: { chromium: debian(156) } }, 'chromium', 156],
    ['what an installation renews', { browsers: { chromium: debian(120) }, installs: { chromium: debian(156) } }, 'chromium', 156],
  ])('takes %s', async (_, table, path, version) => {
    expect(await chooseBrowser(machine(table))).toEqual({ path, version });
  });

  it.each<[string, Table, RegExp]>([
    ['nothing is there', {}, /^No Chromium or Chrome 148 or newer was found: .*CHROMIUM=/],
    ['all are too old', { browsers: { chromium: debian(120), 'google-chrome': google(130) } }, /google-chrome, is version 130, but 148 /],
    ['the installation only brings a stub', { installs: { 'chromium-browser': 'requires the chromium snap' } }, /^No Chromium or Chrome/],
    [
      'CHROMIUM is too old',
      { env: { CHROMIUM: '/opt/c' }, browsers: { '/opt/c': debian(147), chromium: debian(156) } },
      /\/opt\/c, version 147, but 148 /,
    ],
    [
      'CHROMIUM is no browser',
      { env: { CHROMIUM: '/bin/ls' }, browsers: { '/bin/ls': 'ls (GNU coreutils) 9.1' } },
      /\/bin\/ls, which does not answer/,
    ],
  ])('says in one sentence what to do when %s', async (_, table, message) => {
    await expect(chooseBrowser(machine(table))).rejects.toThrow(message);
  });

  it('reports an installation in one line, and only then', async () => {
    const installing = machine({ installs: { chromium: debian(156) } });
    await chooseBrowser(installing);
    expect(installing.reported).toHaveLength(1);
    const present = machine({ browsers: { chromium: debian(156) }, installs: {} });
    await chooseBrowser(present);
    expect(present.reported).toHaveLength(0);
  });
});
