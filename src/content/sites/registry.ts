import { meet } from './meet.ts';
import type { Site } from './site.ts';
import { zoom } from './zoom.ts';

/** Every site that is known by name. */
export const SITES: readonly Site[] = [meet, zoom];

/** The declaration for a host, or null: then the generic way finds the tiles. `*.` includes the bare domain, as in the manifest. */
export function siteFor(hostname: string): Site | null {
  const isAt = (host: string) => (host.startsWith('*.') ? `.${hostname}`.endsWith(host.slice(1)) : hostname === host);
  return SITES.find(({ hosts }) => hosts.some(isAt)) ?? null;
}
