import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Entries } from '../../src/locales/catalogue.ts';
import { en } from '../../src/locales/en.ts';
import type { TextKey } from '../../src/locales/text.ts';

/** A text of the language that the page speaks; of plural forms, the general one. */
export type Say = (key: TextKey) => string;

/** Something that a page can look like. */
export interface State {
  /** The harness page with its query, without the language. */
  readonly path: string;
  /** Brings it about, by what a user would do or the world would tell. */
  readonly arrange: (page: Page, say: Say) => Promise<void>;
  /** What the page logs, where somebody who looks for the cause should find it. */
  readonly logs?: string;
}

const saying =
  (entries: Entries): Say =>
  (key) => {
    const entry = entries[key];
    if (entry === undefined) throw new Error(`no ${key}`);
    return typeof entry === 'string' ? entry : entry.other;
  };

export const sayEnglish = saying(en);

/** @param tag of a language that has a file of its own */
export const sayIn = async (tag: 'ar' | 'de'): Promise<Say> => {
  const file = new URL(`../../src/locales/${tag}.json`, import.meta.url);
  return saying(JSON.parse(await readFile(file, 'utf8')) as Entries);
};
