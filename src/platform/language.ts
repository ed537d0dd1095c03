import { type Catalogue, catalogueOf } from '../locales/catalogue.ts';
import { LANGUAGES, type LanguageTag } from '../locales/languages.ts';
import { speak } from '../locales/text.ts';
import { browser } from './browser.ts';
import { readOwnJson } from './own-files.ts';

/** Speaks the browser's language, whose texts are at hand. */
export function speakBrowserLanguage(): void {
  speak(browserCatalogue(), document.documentElement);
}

/** Speaks the browser's language, or one that was chosen instead of it. */
export async function speakLanguage(chosen: LanguageTag | null): Promise<void> {
  if (chosen === null) speakBrowserLanguage();
  else speak(await chosenCatalogue(chosen), document.documentElement);
}

function browserCatalogue(): Catalogue {
  const lookup = (key: string) => browser.i18n.getMessage(key);
  // The browser falls back to English by itself: the tag is that of the texts, the region that of the user.
  const spoken = lookup('language_tag');
  const browsers = browser.i18n.getUILanguage();
  return { lookup, language: browsers.split('-')[0] === spoken.split('-')[0] ? browsers : spoken };
}

/** `browser.i18n` cannot be told to speak another language, so the file that it would read is read here. */
async function chosenCatalogue(tag: LanguageTag): Promise<Catalogue> {
  const file = (await readOwnJson(`_locales/${LANGUAGES[tag].folders[0]}/messages.json`)) as Readonly<
    Record<string, { readonly message: string }>
  >;
  return catalogueOf(tag, Object.fromEntries(Object.entries(file).map(([key, { message }]) => [key, message])));
}
