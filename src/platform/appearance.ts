import { speakBrowserLanguage, speakLanguage } from './language.ts';
import { onSettingsChange, readSettings } from './settings.ts';

/**
 * Gives this page the user's language and theme as soon as they are read, and whenever they change, until `signal`
 * aborts. Until then it speaks the browser's language; `data-theme` says that it is no longer so.
 */
export function followAppearance(signal: AbortSignal): void {
  const root = document.documentElement;
  let last: Promise<void> = Promise.resolve();
  const follow = async () => {
    const { language, theme } = await readSettings();
    try {
      await speakLanguage(language);
    } finally {
      root.dataset['theme'] = theme;
    }
  };
  const followNext = () => {
    last = last.then(follow).catch((error: unknown) => console.error(error));
  };
  speakBrowserLanguage();
  onSettingsChange(followNext, signal);
  followNext();
}
