import type { CallParticipant } from '../../core/call-record.ts';
import { text } from '../../locales/text.ts';

/** The sites' own names, the same in every language. */
const SITES: Readonly<Record<string, string>> = { meet: 'Google Meet', zoom: 'Zoom' };

export const siteName = (site: string): string => (Object.hasOwn(SITES, site) ? (SITES[site] ?? site) : site);

/** A participant's name, or a pseudonym by the order of appearance. */
export const personName = ({ name, ordinal }: Pick<CallParticipant, 'name' | 'ordinal'>): string =>
  name || text('history_person', { number: ordinal });

/** A name that does not turn the text around it. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
