import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { type Catalogue, catalogueOf, type Entries, type Entry, flatten, textIn } from '../../src/locales/catalogue.ts';
import { en } from '../../src/locales/en.ts';
import { LANGUAGE_TAGS, LANGUAGES } from '../../src/locales/languages.ts';

const english: Entries = en;
const formsOf = (entry: Entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted();
const fileOf = (tag: string) => fileURLToPath(new URL(`../../src/locales/${tag}.json`, import.meta.url));

describe('English', () => {
  it('has keys that the browser knows apart and can read', () => {
    const keys = Object.keys(flatten(english));
    for (const key of keys) expect(key).toMatch(/^\w+$/);
    // The browser does not tell upper from lower case.
    expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(Object.values(english).flatMap(formsOf).length);
  });

  it('has the texts that the manifest names', () => {
    const named = [...JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key ?? '');
    expect(named.length).toBeGreaterThan(2);
    for (const key of named) expect(flatten(english)).toHaveProperty(key);
    expect(manifest.default_locale).toBe('en');
  });

  it('never says what somebody is', () => {
    for (const text of Object.values(english).flatMap(formsOf))
      expect(text).not.toMatch(/\b(is|are|was) (happy|sad|angry|afraid|disgusted)\b/i);
  });
});

describe.each(LANGUAGE_TAGS.filter((tag) => tag !== 'en'))('%s', (tag) => {
  const entries = JSON.parse(existsSync(fileOf(tag)) ? readFileSync(fileOf(tag), 'utf8') : '{}') as Entries;

  it('has every text, and no other', () => expect(Object.keys(entries).toSorted()).toEqual(Object.keys(english).toSorted()));

  it('says which language it is in', () => expect(entries['language_tag']).toBe(tag));

  it('has left no sentence in English', () => {
    const left = Object.entries(english).filter(([key, entry]) =>
      formsOf(entry).some((text) => text.split(' ').length > 3 && formsOf(entries[key] ?? '').includes(text)),
    );
    expect(left.map(([key]) => key)).toEqual([]);
  });

  it('fills the same placeholders', () => {
    for (const [key, entry] of Object.entries(entries)) {
      const wanted = new Set(formsOf(english[key] ?? '').flatMap(placeholders));
      for (const form of formsOf(entry)) {
        const unknown = placeholders(form).filter((name) => !wanted.has(name));
        expect.soft(unknown, `${key}: ${form}`).toEqual([]);
      }
      const used = new Set(formsOf(entry).flatMap(placeholders));
      expect.soft(used, key).toEqual(wanted);
    }
  });

  it('has the plural forms that the language needs', () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.toSorted();
    for (const [key, entry] of Object.entries(english)) {
      if (typeof entry === 'string') continue;
      expect.soft(Object.keys(entries[key] ?? {}).toSorted(), key).toEqual(categories);
    }
  });
});

it.each(LANGUAGE_TAGS)('%s is offered in its own name', (tag) => {
  expect(LANGUAGES[tag].name).not.toBe('');
  expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
});

describe('a text', () => {
  const of = (language: string, entries: Entries): Catalogue => catalogueOf(language, flatten(entries));
  const gaps = of('en', { 'the_gaps-here': { one: '{count} gap', other: '{count} gaps' }, greeting: 'Hello {name}, {name}!' });

  it.each([
    [0, '0 gaps'],
    [1, '1 gap'],
    [1_200, '1,200 gaps'],
  ])('with the count %i', (count, expected) => expect(textIn(gaps, 'the_gaps-here', { count })).toBe(expected));

  it('uses the rules and digits of its language', () => {
    const arabic = of('ar-EG', {
      gaps: { zero: 'لا', one: 'واحدة', two: 'اثنتان', few: '{count} قليلة', many: '{count} كثيرة', other: '{count}' },
    });
    expect([0, 1, 2, 3, 11].map((count) => textIn(arabic, 'gaps', { count }))).toEqual(['لا', 'واحدة', 'اثنتان', '٣ قليلة', '١١ كثيرة']);
  });

  it('takes a value literally, whatever is in it', () => {
    expect(textIn(gaps, 'greeting', { name: '{name} $& <b>' })).toBe('Hello {name} $& <b>, {name} $& <b>!');
    expect(textIn(gaps, 'greeting', Object.create({ name: 'inherited' }) as Record<string, string>)).toBe('Hello {name}, {name}!');
  });

  it('without words is its key, never nothing', () => expect(textIn(gaps, 'constructor')).toBe('constructor'));
});
