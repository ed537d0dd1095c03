import { cleanName, looksLikeName } from '../core/names.ts';
import type { Selectors, Site } from './sites/site.ts';
import type { Tile, TileFinder } from './tile.ts';

/** Finds tiles on a page whose site is declared. */
export function siteFinder(site: Site, page: Document): TileFinder {
  return {
    site: site.id,
    callState() {
      if (site.notCalls?.test(page.location.pathname)) return 'unsupported';
      if (first(page, site.state.ended)) return 'ended';
      return first(page, site.state.inCall) ? 'in-call' : 'lobby';
    },
    tiles: () => largestPerKey(all(page, site.tile).flatMap((element) => readTile(site, element))),
  };
}

function readTile(site: Site, element: Element): Tile[] {
  const key = settledKey(site, element);
  if (key === null || showsScreen(site, element)) return [];
  const video = first(element, site.media);
  return [
    {
      key: `${site.id}:${key}`,
      name: nameIn(site, element),
      self: first(element, site.self) !== null || hasLigature(element, site.selfLigatures),
      // Moved into a picture-in-picture window, an element is of another realm: compare names, not classes.
      video: video?.localName === 'video' ? (video as HTMLVideoElement) : null,
      keyNow: () => (settledKey(site, element) === key ? `${site.id}:${key}` : null),
    },
  ];
}

/** The tile's id, or null while the page is still giving the tile to somebody else. */
function settledKey(site: Site, element: Element): string | null {
  const key = element.getAttribute(site.keyAttribute);
  if (!key || key.length > 180) return null;
  const requested = site.settledAttribute && element.getAttribute(site.settledAttribute);
  return requested && requested !== key ? null : key;
}

function showsScreen(site: Site, element: Element): boolean {
  const media = site.mediaAttribute && element.getAttribute(site.mediaAttribute);
  return (media !== null && media !== '' && media !== element.getAttribute(site.keyAttribute)) || first(element, site.share) !== null;
}

function nameIn(site: Site, element: Element): string {
  for (const selector of site.name) {
    for (const found of element.querySelectorAll(selector)) {
      if (found.localName === 'i' || found.closest('button, [role="tooltip"], [aria-hidden="true"]')) continue;
      const text = found.textContent ?? '';
      if (looksLikeName(text)) return cleanName(text);
    }
  }
  return '';
}

function hasLigature(element: Element, ligatures: readonly string[]): boolean {
  if (ligatures.length === 0) return false;
  return [...element.querySelectorAll('i')].some((icon) => ligatures.includes(icon.textContent?.trim() ?? ''));
}

/** A pinned or doubled participant counts once, by the largest tile with a picture. */
function largestPerKey(tiles: readonly Tile[]): Tile[] {
  const best = new Map<string, Tile>();
  for (const tile of tiles) {
    const other = best.get(tile.key);
    if (!other || area(tile) > area(other)) best.set(tile.key, tile);
  }
  return [...best.values()];
}

const area = ({ video }: Tile) => (video ? video.clientWidth * video.clientHeight : -1);

function first(root: ParentNode, selectors: Selectors): Element | null {
  for (const selector of selectors) {
    const found = root.querySelector(selector);
    if (found) return found;
  }
  return null;
}

function all(root: ParentNode, selectors: Selectors): Element[] {
  for (const selector of selectors) {
    const found = root.querySelectorAll(selector);
    if (found.length > 0) return [...found];
  }
  return [];
}
