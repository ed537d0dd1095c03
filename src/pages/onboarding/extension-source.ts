import { openPage, openSidePanel, ownWindowId } from '../../platform/lifecycle.ts';
import { changeSettings, readPolicy, readSettings } from '../../platform/settings.ts';
import type { OnboardingSource } from './source.ts';

/** The first-run page's source inside the extension. */
export function extensionOnboardingSource(): OnboardingSource {
  // Asked beforehand: an `await` inside the click may lose the user gesture.
  let windowId: number | null = null;
  const asked = ownWindowId().then((id) => (windowId = id));
  return {
    currentMode: async () => (await readSettings()).mode,
    policy: readPolicy,
    choose: (mode) => changeSettings({ mode }),
    openTryIt: () => void openPage('try-it'),
    openPanel() {
      if (windowId !== null) void openSidePanel(windowId);
      else void asked.then((id) => (id === null ? undefined : openSidePanel(id)));
    },
  };
}
