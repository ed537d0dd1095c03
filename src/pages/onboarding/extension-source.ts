import { openSidePanel, ownWindowId } from '../../platform/lifecycle.ts';
import { askBackground } from '../../platform/messages.ts';
import { readSettings, writeSettings } from '../../platform/settings.ts';
import type { OnboardingSource } from './source.ts';

/** The first-run page's source inside the extension. */
export async function extensionOnboardingSource(): Promise<OnboardingSource> {
  // Known beforehand: an `await` inside the click would lose the user gesture.
  const windowId = await ownWindowId();
  return {
    currentMode: async () => (await readSettings()).mode,
    async choose(mode) {
      const before = await readSettings();
      await writeSettings({ ...before, mode });
      if (before.mode !== null && before.mode !== mode) await askBackground({ to: 'background', type: 'mode-changed' });
    },
    openPanel() {
      if (windowId !== null) void openSidePanel(windowId);
    },
  };
}
