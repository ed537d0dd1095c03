import { perLanguage } from './catalogue.ts';
import { language, text } from './text.ts';

// Numbers, spans and lists as the user's language writes them.

const shortMinutes = perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'short' }));
const wholePercents = perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }));
const tenths = perLanguage((tag) => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const wholes = perLanguage((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
const signedHundredths = perLanguage(
  (tag) => new Intl.NumberFormat(tag, { signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 }),
);
const tenthsOfPercents = perLanguage(
  (tag) => new Intl.NumberFormat(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const sizes = perLanguage((tag) =>
  (['byte', 'kilobyte', 'megabyte'] as const).map(
    (unit) =>
      new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: 1 }),
  ),
);

/** For example "5 min". */
export const minutesText = (minutes: number): string => shortMinutes(language()).format(minutes);

/** For example "rising, 2 gaps". */
export const listText = (parts: readonly string[]): string => parts.join(text('list_separator'));

/** For example "34 %".
 * @param share 0 to 1 */
export const percentText = (share: number): string => wholePercents(language()).format(share);

/** For example "+0.45" or "−0.45", with the sign for minus as the texts around it have it. */
export const signedText = (value: number): string => signedHundredths(language()).format(value).replace('-', '−');

/** For example "1.0". */
export const tenthsText = (value: number): string => tenths(language()).format(value);

/** For example "11". */
export const wholeText = (value: number): string => wholes(language()).format(value);

const clocks = perLanguage((tag) => new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' }));
const times = perLanguage((tag) => new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', second: '2-digit' }));
const days = perLanguage((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }));
const unit = (name: 'hour' | 'minute' | 'second') =>
  perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 }));
const [hours, minutes, seconds] = [unit('hour'), unit('minute'), unit('second')];

/** Hour and minute, for example "4:05 PM". @param atMs since the epoch */
export const clockText = (atMs: number): string => clocks(language()).format(atMs);

/** With seconds, for example "4:05:20 PM". @param atMs since the epoch */
export const timeText = (atMs: number): string => times(language()).format(atMs);

/** For example "22 Nov 2026, 16:05". @param atMs since the epoch */
export const dayText = (atMs: number): string => days(language()).format(atMs);

/** For example "1 hr 5 min", "12 min" or, below two minutes, "95 sec". */
export function durationText(ms: number): string {
  const tag = language();
  if (ms < 120_000) return seconds(tag).format(ms / 1_000);
  const whole = Math.round(ms / 60_000);
  const parts = [
    ...(whole >= 60 ? [hours(tag).format(Math.floor(whole / 60))] : []),
    ...(whole % 60 > 0 ? [minutes(tag).format(whole % 60)] : []),
  ];
  return parts.join(' ');
}

/** For example "86.3 %".
 * @param share 0 to 1 */
export const preciseText = (share: number): string => tenthsOfPercents(language()).format(share);

/** For example "1.7 MB": thousands, as disks are sold. */
export function bytesText(bytes: number): string {
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return sizes(language())[step]?.format(bytes / 1_000 ** step) ?? '';
}
