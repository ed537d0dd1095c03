import manifest from '../../../manifest.json' with { type: 'json' };
import { DEFAULT_SETTINGS, type Settings } from '../../../src/wire/settings.ts';
import { mountSettings } from '../../../src/pages/settings/mount.tsx';
import type { Known } from '../../../src/pages/settings/source.ts';
import type { Mode } from '../../../src/core/mode.ts';
import { speakInHarness } from './language.ts';

/** What the page did to its world. */
export interface SettingsHarness {
  settings: Settings;
  readonly calls: string[];
  sites: readonly string[];
}

const query = new URLSearchParams(location.search);
const harness: SettingsHarness = {
  settings: { ...DEFAULT_SETTINGS, mode: query.get('mode') as Mode | null },
  calls: [],
  sites: query.getAll('site'),
};
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('no #root');

let listener: (known: Known) => void = () => {};
const tell = () =>
  listener({
    settings: harness.settings,
    policy: { off: query.has('off'), mode: query.get('lock') as Mode | null },
    shortcuts: Object.keys(manifest.commands).map((name) => ({ name, keys: name === '_execute_action' ? 'Alt+Shift+M' : '' })),
    sites: harness.sites,
  });

speakInHarness();
mountSettings(
  root,
  {
    subscribe: (heard) => {
      listener = heard;
      tell();
    },
    change: (change) => {
      if (query.has('refuse')) return Promise.reject(new Error('storage refused'));
      harness.settings = { ...harness.settings, ...change };
      tell();
      return Promise.resolve();
    },
    removeSite: (origin) => {
      harness.sites = harness.sites.filter((site) => site !== origin);
      tell();
      return Promise.resolve();
    },
    openSetup: () => void harness.calls.push('openSetup'),
    openShortcuts: () => void harness.calls.push('openShortcuts'),
  },
  new AbortController().signal,
);
Object.assign(globalThis, { harness });
