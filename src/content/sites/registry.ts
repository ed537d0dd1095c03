import { first } from '../selectors.ts';
import { jitsi } from './jitsi.ts';
import { meet } from './meet.ts';
import type { Site } from './site.ts';
import { teams } from './teams.ts';
import { zoom } from './zoom.ts';

/** Every site that is known by name. */
export const SITES: readonly Site[] = [meet, zoom, teams, jitsi];

/** The declaration for a page, by its host, else by what only this site's pages hold. Null: the generic way finds the tiles. */
export function siteOf(page: Document): Site | null {
  return siteFor(page.location.hostname) ?? SITES.find(({ marks }) => first(page, marks) !== null) ?? null;
}

/** The declaration for a host, or null. `*.` includes the bare domain, as in the manifest. */
export function siteFor(hostname: string): Site | null {
  const isAt = (host: string) => (host.startsWith('*.') ? `.${hostname}`.endsWith(host.slice(1)) : hostname === host);
  return SITES.find(({ hosts }) => hosts.some(isAt)) ?? null;
}
