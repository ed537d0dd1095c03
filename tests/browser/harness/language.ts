import { catalogueOf, type Entries, flatten } from '../../../src/locales/catalogue.ts';
import { en } from '../../../src/locales/en.ts';
import { speak } from '../../../src/locales/text.ts';

const others = import.meta.glob<Entries>('../../../src/locales/*.json', { eager: true, import: 'default' });

/** Speaks the language that the page's address names (`?lang=ar`), or English, with the system's theme. */
export function speakInHarness(): void {
  const tag = new URLSearchParams(location.search).get('lang') ?? 'en';
  const entries = tag === 'en' ? en : others[`../../../src/locales/${tag}.json`];
  if (entries === undefined) throw new Error(`no texts in ${tag}`);
  document.documentElement.dataset['theme'] = 'system';
  speak(catalogueOf(tag, flatten(entries)), document.documentElement);
}
