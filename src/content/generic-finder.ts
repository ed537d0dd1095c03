import { cleanName, looksLikeName } from '../core/names.ts';
import type { Tile, TileFinder } from './tile.ts';
import { videoSource } from './tile-source.ts';

/** A picture smaller than this (CSS px) is no participant's tile. */
const SMALLEST = { width: 96, height: 54 };
/** A tile is at most this many times as large as its video. */
const TILE_TO_VIDEO_AREA = 1.6;

/** Finds tiles on a page that nobody described: every visible live video, with the text around it as name.
 * Keys are weak: the name with its place among equal names, or the place alone. */
export function genericFinder(page: Document): TileFinder {
  const videos = () => [...page.querySelectorAll('video')].filter(isTile);
  return {
    site: 'generic',
    knowsOwnTile: false,
    callState: () => (videos().length > 0 ? 'in-call' : 'lobby'),
    tiles() {
      const seen = new Map<string, number>();
      return videos().map((video, index): Tile => {
        const found = nameAround(video);
        const name = found || `Person ${index + 1}`;
        const ordinal = (seen.get(name) ?? 0) + 1;
        seen.set(name, ordinal);
        const key = `generic:${name}#${ordinal}`;
        const stream = video.srcObject;
        const stillSame = () => video.isConnected && video.srcObject === stream && nameAround(video) === found;
        return { key, name, self: false, speaking: null, muted: null, source: videoSource(video, ''), stillSame };
      });
    },
    rest() {},
  };
}

function isTile(video: HTMLVideoElement): boolean {
  return video.srcObject !== null && video.clientWidth >= SMALLEST.width && video.clientHeight >= SMALLEST.height;
}

function nameAround(video: HTMLVideoElement): string {
  const tile = tileOf(video);
  const texts: string[] = [];
  const walker = video.ownerDocument.createTreeWalker(tile, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = cleanName(node.nodeValue ?? '');
    if (looksLikeName(text) && !node.parentElement?.closest('button, menu, i, [role="tooltip"], [role="menu"], [aria-hidden="true"]'))
      texts.push(text);
  }
  const shortest = texts.toSorted((a, b) => a.length - b.length)[0];
  const label = cleanName(tile.getAttribute('aria-label') ?? tile.getAttribute('title') ?? '');
  return shortest ?? (looksLikeName(label) ? label : '');
}

/** The highest ancestor that is about as large as the video and holds no other one. */
function tileOf(video: HTMLVideoElement): Element {
  const limit = video.clientWidth * video.clientHeight * TILE_TO_VIDEO_AREA;
  let tile: Element = video;
  for (let up = video.parentElement; up && up !== video.ownerDocument.body; up = up.parentElement) {
    if (up.clientWidth * up.clientHeight > limit || up.querySelectorAll('video').length > 1) break;
    tile = up;
  }
  return tile;
}
