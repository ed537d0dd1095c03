import type { ListedCall } from '../../core/history.ts';
import { dayText } from '../../locales/formats.ts';
import { siteName } from './naming.ts';

/** Compares without case, width and accents. */
const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether a call has every word of the query in its title, site, date or names. */
export function matches(call: ListedCall, names: readonly string[], query: string): boolean {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const where = plain([call.title, siteName(call.site), call.site, dayText(call.startedAtMs), ...names].join('\n'));
  return words.every((word) => where.includes(word));
}
