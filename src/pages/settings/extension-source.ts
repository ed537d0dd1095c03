import { NO_POLICY } from '../../core/policy.ts';
import { dropAccess, givenOrigins, onAccessChange } from '../../platform/access.ts';
import { readShortcuts } from '../../platform/commands.ts';
import { openPage, openShortcutsPage } from '../../platform/lifecycle.ts';
import { changeSettings, onSettingsChange, readPolicy, readSettings } from '../../platform/settings.ts';
import type { Settings } from '../../wire/settings.ts';
import type { Known, SettingsSource } from './source.ts';

/** The settings page's source inside the extension. */
export const extensionSettingsSource: SettingsSource = {
  subscribe(listener, signal) {
    let settings: Settings | null = null;
    let others: Omit<Known, 'settings'> = { policy: NO_POLICY, shortcuts: [], sites: [] };
    const tell = () => settings !== null && !signal.aborted && listener({ settings, ...others });
    // Each is told of as soon as it is read: the settings wait for nothing else.
    const take = async (reading: Promise<Partial<typeof others>>) => {
      const read = await reading;
      others = { ...others, ...read };
      tell();
    };
    const look = () => {
      void readSettings().then((read) => {
        settings = read;
        tell();
      });
      void take(readPolicy().then((policy) => ({ policy })));
      void take(readShortcuts().then((shortcuts) => ({ shortcuts })));
      void take(givenOrigins().then((sites) => ({ sites })));
    };
    onSettingsChange(look, signal);
    onAccessChange(look, signal);
    // Keys are changed on a page of the browser, which says nothing: look again when the user comes back.
    addEventListener('focus', look, { signal });
    look();
  },
  change: changeSettings,
  removeSite: dropAccess,
  openSetup: () => void openPage('onboarding'),
  openShortcuts: () => void openShortcutsPage(),
};
