import { dropAccess, givenOrigins, onAccessChange } from '../../platform/access.ts';
import { readShortcuts } from '../../platform/commands.ts';
import { openPage, openShortcutsPage } from '../../platform/lifecycle.ts';
import { changeSettings, onSettingsChange, readPolicy, readSettings } from '../../platform/settings.ts';
import type { SettingsSource } from './source.ts';

/** The settings page's source inside the extension. */
export const extensionSettingsSource: SettingsSource = {
  subscribe(listener, signal) {
    const tell = async () => {
      const [settings, policy, shortcuts, sites] = await Promise.all([readSettings(), readPolicy(), readShortcuts(), givenOrigins()]);
      if (!signal.aborted) listener({ settings, policy, shortcuts, sites });
    };
    onSettingsChange(() => void tell(), signal);
    onAccessChange(() => void tell(), signal);
    // Keys are changed on a page of the browser, which says nothing: look again when the user comes back.
    addEventListener('focus', () => void tell(), { signal });
    void tell();
  },
  change: changeSettings,
  removeSite: dropAccess,
  openSetup: () => void openPage('onboarding'),
  openShortcuts: () => void openShortcutsPage(),
};
