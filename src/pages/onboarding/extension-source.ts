import { openPage, openSidePanel, ownWindowId } from '../../platform/lifecycle.ts';
import { changeSettings, readPolicy, readSettings } from '../../platform/settings.ts';
import type { OnboardingSource } from './source.ts';

/** The first-run page's source inside the extension. */
export async function extensionOnboardingSource(): Promise<OnboardingSource> {
  // Known beforehand: an `await` inside the click would lose the user gesture.
  const windowId = await ownWindowId();
  return {
    currentMode: async () => (await readSettings()).mode,
    policy: readPolicy,
    choose: (mode) => changeSettings({ mode }),
    openTryIt: () => void openPage('try-it'),
    openPanel() {
      if (windowId !== null) void openSidePanel(windowId);
    },
  };
}
