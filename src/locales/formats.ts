import { perLanguage } from './catalogue.ts';
import { language } from './text.ts';

// Numbers, spans and lists as the user's language writes them.

const shortMinutes = perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'short' }));
const lists = perLanguage((tag) => new Intl.ListFormat(tag, { type: 'unit', style: 'short' }));
const wholePercents = perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }));
const tenths = perLanguage((tag) => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const wholes = perLanguage((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
const signedHundredths = perLanguage(
  (tag) => new Intl.NumberFormat(tag, { signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 }),
);

/** For example "5 min". */
export const minutesText = (minutes: number): string => shortMinutes(language()).format(minutes);

/** For example "rising, 2 gaps". */
export const listText = (parts: readonly string[]): string => lists(language()).format(parts);

/** For example "34 %".
 * @param share 0 to 1 */
export const percentText = (share: number): string => wholePercents(language()).format(share);

/** For example "+0.45". */
export const signedText = (value: number): string => signedHundredths(language()).format(value);

/** For example "1.0". */
export const tenthsText = (value: number): string => tenths(language()).format(value);

/** For example "11". */
export const wholeText = (value: number): string => wholes(language()).format(value);
