import { cleanName, NAME_MAXIMUM_LENGTH, withoutBadges } from '../core/names.ts';
import { all, first, holds } from './selectors.ts';
import type { Selectors, Site } from './sites/site.ts';
import { type TileSource, videoSource } from './tile-source.ts';

/** What a tile's markup says: true until the markup changes. Whether a video plays is no matter of markup. */
export interface TileReading {
  /** The page's own id, prefixed by the site; null if the tile has none that is one person's. */
  readonly id: string | null;
  readonly name: string;
  /** Whether the name was short enough to be compared with others. */
  readonly nameIsWhole: boolean;
  readonly self: boolean;
  readonly muted: boolean | null;
  readonly speaking: boolean | null;
  /** Elements whose class changes while the participant speaks. */
  readonly voice: readonly Element[];
  /** Its video, with what the page says of the stream; null without one. */
  readonly video: TileSource | null;
  /** Marks the tile's place on a shared canvas. */
  readonly player: Element | null;
}

/** What participants' keys begin with: ids of two sites have nothing to do with each other. */
export const prefixOf = ({ id }: Site): string => `${id}:`;

/** Texts that are not the name: buttons and what explains them. */
const NOT_THE_NAME = 'button, [role="tooltip"], [aria-hidden="true"]';

/** @returns null for a screen, and for a tile that the page is still giving to somebody else */
export function readTile(site: Site, element: Element): TileReading | null {
  const id = idOf(site, element);
  if (id === 'unsettled' || showsScreen(site, element)) return null;
  const named = nameIn(site.name, element);
  if (site.key.named && named.name === '') return null;
  const off = holds(element, site.cameraOff);
  const media = off ? null : first(element, site.media);
  const label = site.streamAttribute && media?.closest(`[${site.streamAttribute}]`)?.getAttribute(site.streamAttribute);
  const { speaking } = site;
  return {
    id: id.own && `${prefixOf(site)}${id.own}${site.key.named ? ` ${named.name}` : ''}`,
    ...named,
    self: holds(element, site.self) || hasLigature(element, site.selfLigatures),
    muted: isMuted(site, element),
    speaking: speaking && 'present' in speaking ? holds(element, speaking.present) : null,
    voice: speaking && 'changing' in speaking ? all(element, speaking.changing) : [],
    video: media && videoSource(media, label ?? ''),
    player: off || media || !site.canvas ? null : first(element, site.canvas.player),
  };
}

/** The id that a tile carries, or `unsettled` while the page is still giving the tile to somebody else. */
function idOf(site: Site, element: Element): { readonly own: string | null } | 'unsettled' {
  const { within, attribute, form, named, settled, channels, nobody, optional } = site.key;
  const carrier = within.length > 0 ? first(element, within) : element;
  const value = carrier?.getAttribute(attribute);
  const id = form ? form.exec(value ?? '')?.[1] : value;
  if (!id || nobody.includes(id)) return optional ? { own: null } : 'unsettled';
  if (id.length > (named ? 180 - NAME_MAXIMUM_LENGTH : 180)) return 'unsettled';
  const requested = settled && carrier?.getAttribute(settled);
  if (requested && requested !== id) return 'unsettled';
  return { own: channels.includes(id) ? null : id };
}

function showsScreen(site: Site, element: Element): boolean {
  const media = site.mediaAttribute && element.getAttribute(site.mediaAttribute);
  return (media !== null && media !== '' && media !== element.getAttribute(site.key.attribute)) || holds(element, site.share);
}

/** Where the site's declaration points, the text is the name, whatever it is: nobody's is refused for its characters. */
function nameIn(selectors: Selectors, tile: Element): { readonly name: string; readonly nameIsWhole: boolean } {
  for (const selector of selectors) {
    for (const found of tile.querySelectorAll(selector)) {
      const aside = found.localName === 'i' ? found : found.closest(NOT_THE_NAME);
      // What lies around the tile says nothing of it: a dialogue hides all of the page behind it.
      if (aside && tile.contains(aside)) continue;
      const text = withoutBadges((found.localName === 'img' ? found.getAttribute('alt') : found.textContent) ?? '');
      const name = cleanName(text);
      if (name !== '') return { name, nameIsWhole: text.length <= NAME_MAXIMUM_LENGTH };
    }
  }
  return { name: '', nameIsWhole: false };
}

function isMuted({ muted }: Site, element: Element): boolean | null {
  if (holds(element, muted.yes)) return true;
  return holds(element, muted.no) ? false : null;
}

function hasLigature(element: Element, ligatures: readonly string[]): boolean {
  return ligatures.length > 0 && [...element.querySelectorAll('i')].some((icon) => ligatures.includes(icon.textContent?.trim() ?? ''));
}
