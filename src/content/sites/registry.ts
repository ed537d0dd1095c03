import { meet } from './meet.ts';
import type { Site } from './site.ts';

/** Every site that is known by name. */
export const SITES: readonly Site[] = [meet];

/** The declaration for a host, or null: then the generic way finds the tiles. */
export function siteFor(hostname: string): Site | null {
  return (
    SITES.find(({ hosts }) => hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host))) ?? null
  );
}
