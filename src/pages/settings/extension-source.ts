import { readShortcuts } from '../../platform/commands.ts';
import { openPage, openShortcutsPage } from '../../platform/lifecycle.ts';
import { changeSettings, onSettingsChange, readPolicy, readSettings } from '../../platform/settings.ts';
import type { SettingsSource } from './source.ts';

/** The settings page's source inside the extension. */
export const extensionSettingsSource: SettingsSource = {
  subscribe(listener, signal) {
    const tell = async () => {
      const [settings, policy, shortcuts] = await Promise.all([readSettings(), readPolicy(), readShortcuts()]);
      if (!signal.aborted) listener({ settings, policy, shortcuts });
    };
    onSettingsChange(() => void tell(), signal);
    // Keys are changed on a page of the browser, which says nothing: look again when the user comes back.
    addEventListener('focus', () => void tell(), { signal });
    void tell();
  },
  change: changeSettings,
  openSetup: () => void openPage('onboarding'),
  openShortcuts: () => void openShortcutsPage(),
};
