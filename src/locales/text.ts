import { signal } from '@preact/signals';
import { type Catalogue, catalogueOf, textIn, type Values } from './catalogue.ts';
import type { en } from './en.ts';
import { isLanguage, LANGUAGES } from './languages.ts';

type English = typeof en;
export type TextKey = keyof English;

type PlaceholdersIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholdersIn<Rest> : never;
/** The placeholders of a text; plural forms always take a count. */
type Placeholders<Entry> = Entry extends string ? PlaceholdersIn<Entry> : 'count' | PlaceholdersIn<Entry[keyof Entry]>;

/** A text without placeholders. */
export type PlainKey = { [Key in TextKey]: [Placeholders<English[Key]>] extends [never] ? Key : never }[TextKey];

// The one language that is spoken in this page. A signal: whatever was drawn with it is drawn anew when it changes.
const spoken = signal<Catalogue>(catalogueOf('en', {}));

/** The language of the page's texts, for the formats of `Intl`. */
export const language = (): string => spoken.value.language;

/** Speaks a catalogue's language from now on.
 * @param root the document's root element, which says the language and its direction */
export function speak(catalogue: Catalogue, root: HTMLElement): void {
  const tag = catalogue.lookup('language_tag');
  root.lang = tag;
  root.dir = isLanguage(tag) ? LANGUAGES[tag].direction : 'ltr';
  spoken.value = catalogue;
}

/** A text in the user's language. Its key and its placeholders are those of the English text. */
export function text<Key extends TextKey>(
  key: Key,
  ...values: [Placeholders<English[Key]>] extends [never] ? [] : [Readonly<Record<Placeholders<English[Key]>, string | number>>]
): string {
  return textIn(spoken.value, key, values[0] satisfies Values | undefined);
}
