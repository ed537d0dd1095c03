interface Language {
  /** What its speakers call it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Folders under `_locales` in the built extension; the first is read when the language was chosen by hand. */
  readonly folders: readonly [string, ...string[]];
}

/** The languages of the texts, by BCP 47 tag; each but English is a file `<tag>.json` beside this one. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', folders: ['en'] },
  de: { name: 'Deutsch', direction: 'ltr', folders: ['de'] },
  es: { name: 'Español', direction: 'ltr', folders: ['es'] },
  fr: { name: 'Français', direction: 'ltr', folders: ['fr'] },
  // The browser knows Portuguese by its country only.
  pt: { name: 'Português', direction: 'ltr', folders: ['pt_BR', 'pt_PT'] },
  ja: { name: '日本語', direction: 'ltr', folders: ['ja'] },
  'zh-CN': { name: '简体中文', direction: 'ltr', folders: ['zh_CN'] },
  hi: { name: 'हिन्दी', direction: 'ltr', folders: ['hi'] },
  ar: { name: 'العربية', direction: 'rtl', folders: ['ar'] },
} as const satisfies Record<string, Language>;

export type LanguageTag = keyof typeof LANGUAGES;
export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as readonly LanguageTag[];

export function isLanguage(tag: string): tag is LanguageTag {
  return Object.hasOwn(LANGUAGES, tag);
}
