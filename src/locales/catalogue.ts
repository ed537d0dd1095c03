/** A text, or its plural forms by the categories of `Intl.PluralRules`; every language has `other`. */
export type Entry = string | ({ readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>);
export type Entries = Readonly<Record<string, Entry>>;

/** The texts of one language. */
export interface Catalogue {
  /** For the formats of `Intl`, as a BCP 47 tag with the user's region if there is one. */
  readonly language: string;
  /** @returns the text of a key as {@link flatten} writes it, placeholders and all, or '' if there is none */
  lookup(messageKey: string): string;
}

/** What a placeholder is filled with; a number is written as the language writes numbers. */
export type Values = Readonly<Record<string, string | number>>;

/** The key of a text in the browser's `messages.json`, which knows neither hyphens nor plural forms. */
function messageKey(key: string, form?: string): string {
  const plain = key.replaceAll('-', '_');
  return form === undefined ? plain : `${plain}__${form}`;
}

/** All texts by the browser's keys, plural forms as texts of their own. */
export function flatten(entries: Entries): Readonly<Record<string, string>> {
  const flat = Object.entries(entries).flatMap(([key, entry]) =>
    typeof entry === 'string'
      ? [[messageKey(key), entry] as const]
      : Object.entries(entry).map(([form, text]) => [messageKey(key, form), text] as const),
  );
  return Object.fromEntries(flat);
}

/** A catalogue of texts that are at hand. */
export function catalogueOf(language: string, flat: Readonly<Record<string, string>>): Catalogue {
  return { language, lookup: (key) => (Object.hasOwn(flat, key) ? (flat[key] ?? '') : '') };
}

/** One text with its placeholders filled. Values are never searched for placeholders again.
 * @returns the key itself if no language has the text */
export function textIn(catalogue: Catalogue, key: string, values: Values = {}): string {
  const template = templateOf(catalogue, key, values['count']);
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === 'number' ? numberFormat(catalogue.language).format(value) : (value ?? whole);
  });
}

function templateOf(catalogue: Catalogue, key: string, count: string | number | undefined): string {
  const form = typeof count === 'number' ? pluralRules(catalogue.language).select(count) : 'other';
  return catalogue.lookup(messageKey(key)) || catalogue.lookup(messageKey(key, form)) || catalogue.lookup(messageKey(key, 'other')) || key;
}

const numberFormat = perLanguage((language) => new Intl.NumberFormat(language));
const pluralRules = perLanguage((language) => new Intl.PluralRules(language));

/** Formatters are costly to make: one of each kind and language is kept. */
export function perLanguage<T>(make: (language: string) => T): (language: string) => T {
  const made = new Map<string, T>();
  return (language) => {
    const kept = made.get(language) ?? make(language);
    made.set(language, kept);
    return kept;
  };
}
