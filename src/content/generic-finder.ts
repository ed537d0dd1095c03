import { cleanName, looksLikeName } from '../core/names.ts';
import { SMALLEST_TILE } from '../core/tile-size.ts';
import { largestPerKey } from './largest-per-key.ts';
import type { Tile, TileFinder } from './tile.ts';
import { hasPicture, streamOf, type TileSource, videoSource } from './tile-source.ts';

/** A tile is at most this many times as large as its video. */
const TILE_TO_VIDEO_AREA = 1.6;

/** A live video with the text around it. */
interface FoundVideo {
  readonly video: HTMLVideoElement;
  readonly source: TileSource;
  readonly stream: string;
  /** Empty if nothing around it can be a name. */
  readonly name: string;
}

/** Finds tiles on a page that nobody described: every visible live video, with the text around it as name. Without one it
 * is a number, first in reading order; it stays with the stream, so that nobody inherits the number of another.
 * Keys are weak: the name while only one tile has it, else the number. */
export function genericFinder(page: Document): TileFinder {
  const numbers = new Map<string, number>();
  const videos = () => [...page.querySelectorAll('video')].filter(isTile);
  return {
    site: 'generic',
    knowsOwnTile: false,
    callState: () => (videos().length > 0 ? 'in-call' : 'lobby'),
    tiles() {
      const found = videos().flatMap(look);
      number(found, numbers);
      const tiles = found.map((one): Tile => {
        const { video, source, stream, name } = one;
        const place = numbers.get(stream) ?? 0;
        const isOnly = found.every((other) => other === one || other.name !== name);
        const stillSame = () => video.isConnected && streamOf(source) === stream && nameAround(video) === name;
        return {
          key: name && isOnly ? `generic:~${name}` : `generic:${place}`,
          name: name || `Tile ${place}`,
          self: false,
          speaking: null,
          muted: null,
          source,
          stillSame,
        };
      });
      return largestPerKey(tiles);
    },
    rest: () => numbers.clear(),
  };
}

function look(video: HTMLVideoElement): FoundVideo[] {
  const source = videoSource(video, '');
  return source && hasPicture(source) ? [{ video, source, stream: streamOf(source), name: nameAround(video) }] : [];
}

/** Gives streams that are new the next numbers, row by row. */
function number(found: readonly FoundVideo[], numbers: Map<string, number>): void {
  const fresh = found.filter(({ stream }) => !numbers.has(stream));
  if (fresh.length === 0) return;
  const placed = fresh.map(({ video, stream }) => {
    const { top, left } = video.getBoundingClientRect();
    return { stream, row: Math.round(top / SMALLEST_TILE.heightPx), left };
  });
  for (const { stream } of placed.toSorted((a, b) => a.row - b.row || a.left - b.left))
    if (!numbers.has(stream)) numbers.set(stream, numbers.size + 1);
}

function isTile(video: HTMLVideoElement): boolean {
  return video.srcObject !== null && video.clientWidth >= SMALLEST_TILE.widthPx && video.clientHeight >= SMALLEST_TILE.heightPx;
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
