import { cleanName, looksLikeName, NAME_MAXIMUM_LENGTH, withoutBadges } from '../core/names.ts';
import { largestPerKey } from './largest-per-key.ts';
import { all, first, holds } from './selectors.ts';
import type { Site } from './sites/site.ts';
import type { Tile, TileFinder } from './tile.ts';
import { hasPicture, streamOf, type TileSource, videoSource } from './tile-source.ts';
import { ClassChanges } from './class-changes.ts';
import { WhoIsWho } from './who-is-who.ts';

/** Finds tiles on a page whose site is declared. */
export function siteFinder(site: Site, page: Document): TileFinder {
  const who = new WhoIsWho();
  const changes = new ClassChanges();
  const client = () => clientOf(site, page);
  return {
    site: site.id,
    knowsOwnTile: site.self.length + site.selfLigatures.length > 0,
    callState() {
      const state = callState(site, client());
      // Ids and names are one call's.
      if (state !== 'in-call') who.forget();
      return state;
    },
    tiles() {
      const found = all(client(), site.tile).flatMap((element) => readTile(site, element));
      const keys = who.keysOf(found);
      const tiles = found.flatMap((one, index): Tile[] => {
        const key = keys[index];
        if (!key) return [];
        const { element, self, source } = one;
        return [
          {
            key: `${site.id}:${key}`,
            name: who.nameOf(key, one.name),
            self,
            speaking: isSpeaking(site, element, changes),
            muted: isMuted(site, element),
            source,
            stillSame: () => sameAs(site, one),
          },
        ];
      });
      return largestPerKey(tiles);
    },
    rest: () => changes.stop(),
  };
}

/** The document that holds the call: the page, or the frame of its own origin that is its client. */
function clientOf(site: Site, page: Document): Document {
  const frame = first(page, site.frame);
  return (frame?.localName === 'iframe' && (frame as HTMLIFrameElement).contentDocument) || page;
}

function callState(site: Site, page: Document): ReturnType<TileFinder['callState']> {
  if (site.notCalls?.test(page.location.pathname)) return 'unsupported';
  if (first(page, site.state.ended)) return 'ended';
  return first(page, site.state.inCall) ? 'in-call' : 'lobby';
}

/** A tile as the page has it, before it is known who it is. */
interface FoundTile {
  readonly element: Element;
  /** The page's own id; null if the tile has none that is one person's. */
  readonly id: string | null;
  readonly name: string;
  readonly self: boolean;
  readonly source: TileSource | null;
}

function readTile(site: Site, element: Element): FoundTile[] {
  const id = idOf(site, element);
  if (id === 'unsettled' || showsScreen(site, element)) return [];
  const name = nameIn(site, element);
  if (site.key.named && !name) return [];
  return [
    {
      element,
      id: site.key.named && id.own ? `${id.own} ${name}` : id.own,
      name,
      self: holds(element, site.self) || hasLigature(element, site.selfLigatures),
      source: holds(element, site.cameraOff) ? null : sourceIn(site, element),
    },
  ];
}

/** Whether a tile is on the page still, with the same owner, name and picture. */
function sameAs(site: Site, before: FoundTile): boolean {
  if (!before.element.isConnected) return false;
  const [now] = readTile(site, before.element);
  if (!now || now.id !== before.id || now.name !== before.name) return false;
  const streamNow = now.source && hasPicture(now.source) ? streamOf(now.source) : null;
  const streamThen = before.source && hasPicture(before.source) ? streamOf(before.source) : null;
  return streamNow === streamThen;
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

function nameIn(site: Site, element: Element): string {
  for (const selector of site.name) {
    for (const found of element.querySelectorAll(selector)) {
      if (found.localName === 'i' || found.closest('button, [role="tooltip"], [aria-hidden="true"]')) continue;
      const text = withoutBadges((found.localName === 'img' ? found.getAttribute('alt') : found.textContent) ?? '');
      if (looksLikeName(text)) return cleanName(text);
    }
  }
  return '';
}

function isSpeaking({ speaking }: Site, element: Element, changes: ClassChanges): boolean | null {
  if (!speaking) return null;
  if ('present' in speaking) return holds(element, speaking.present);
  const signs = all(element, speaking.changing);
  // A hidden page stops moving its signs: that is no silence.
  return signs.length === 0 || element.ownerDocument.hidden ? null : changes.changedLately(signs);
}

function isMuted({ muted }: Site, element: Element): boolean | null {
  if (first(element, muted.yes)) return true;
  return first(element, muted.no) ? false : null;
}

function sourceIn(site: Site, element: Element): TileSource | null {
  const video = first(element, site.media);
  const attribute = site.streamAttribute;
  if (video) return videoSource(video, (attribute && video.closest(`[${attribute}]`)?.getAttribute(attribute)) ?? '');
  const player = site.canvas && first(element, site.canvas.player);
  const root = site.canvas && player?.closest(site.canvas.host)?.shadowRoot;
  const canvas = site.canvas && root && first(root, site.canvas.canvas);
  if (!player || canvas?.localName !== 'canvas') return null;
  return { kind: 'canvas', canvas: canvas as HTMLCanvasElement, player, label: player.getAttribute(site.key.attribute) ?? '' };
}

function hasLigature(element: Element, ligatures: readonly string[]): boolean {
  if (ligatures.length === 0) return false;
  return [...element.querySelectorAll('i')].some((icon) => ligatures.includes(icon.textContent?.trim() ?? ''));
}
