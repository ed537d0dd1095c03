import { speakLanguage } from './language.ts';
import { onSettingsChange, readSettings } from './settings.ts';

/** Gives this page the user's language and theme, now and whenever they change, until `signal` aborts. */
export async function followAppearance(signal: AbortSignal): Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const follow = () => {
    last = last.then(async () => {
      const { language, theme } = await readSettings();
      document.documentElement.dataset['theme'] = theme;
      await speakLanguage(language);
    });
    return last;
  };
  onSettingsChange(() => void follow(), signal);
  await follow();
}
