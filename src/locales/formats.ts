import { perLanguage } from './catalogue.ts';
import { language } from './text.ts';

// Numbers, spans and lists as the user's language writes them.

const shortMinutes = perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'short' }));
const lists = perLanguage((tag) => new Intl.ListFormat(tag, { type: 'unit', style: 'short' }));

/** For example "5 min". */
export const minutesText = (minutes: number): string => shortMinutes(language()).format(minutes);

/** For example "rising, 2 gaps". */
export const listText = (parts: readonly string[]): string => lists(language()).format(parts);
