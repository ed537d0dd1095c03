/** Match patterns of the form `https://host/*` or `https://*.host/*`, the only ones we declare. */
export function matchesPattern(pattern: string, url: string): boolean {
  const host = /^https:\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern);
  if (!host || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const name = host[2] ?? '';
  return protocol === 'https:' && (hostname === name || (host[1] !== undefined && hostname.endsWith(`.${name}`)));
}
