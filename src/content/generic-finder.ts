import { nameAround } from './around-video.ts';
import { largestPerKey } from './largest-per-key.ts';
import { inReadingOrder, tileVideosIn } from './tile-videos.ts';
import type { Tile, TileFinder } from './tile.ts';
import { type Picture, pictureOf, showsStill, videoSource } from './tile-source.ts';

/** A live video with the text around it. */
interface FoundVideo {
  readonly video: HTMLVideoElement;
  readonly picture: Picture;
  /** Empty if nothing around it can be a name. */
  readonly name: string;
}

/** Finds tiles on a page that nobody described: every visible live video, with the text around it as name. Without one it
 * is a number, first in reading order; it stays with the stream, so that nobody inherits the number of another.
 * Keys are weak: the name while only one tile has it, else the number.
 * @param numbered what somebody without a name is called */
export function genericFinder(page: Document, numbered: (number: number) => string): TileFinder {
  const numbers = new Map<string, number>();
  return {
    site: 'generic',
    knowsOwnTile: false,
    health: () => 'well',
    callState: () => (tileVideosIn(page).length > 0 ? 'in-call' : 'lobby'),
    tiles() {
      const found = tileVideosIn(page).flatMap(look);
      number(found, numbers);
      const tiles = found.map((one): Tile => {
        const { video, picture, name } = one;
        const place = numbers.get(picture.stream) ?? 0;
        const isOnly = found.every((other) => other === one || other.name !== name);
        return {
          key: name && isOnly ? `generic:~${name}` : `generic:${place}`,
          // A number is the stream's own; a name is only what stands beside it now.
          certain: name === '',
          element: video,
          name: name || numbered(place),
          self: false,
          speaking: null,
          muted: null,
          picture,
          stillSame: () => video.isConnected && showsStill(picture.source, picture) && nameAround(video) === name,
        };
      });
      return largestPerKey(tiles);
    },
    rest: () => numbers.clear(),
  };
}

function look(video: HTMLVideoElement): FoundVideo[] {
  const source = videoSource(video, '');
  const picture = source && pictureOf(source);
  return picture ? [{ video, picture, name: nameAround(video) }] : [];
}

/** Gives streams that are new the next numbers, row by row. */
function number(found: readonly FoundVideo[], numbers: Map<string, number>): void {
  const fresh = found.filter(({ picture }) => !numbers.has(picture.stream));
  if (fresh.length === 0) return;
  for (const { picture } of inReadingOrder(fresh)) if (!numbers.has(picture.stream)) numbers.set(picture.stream, numbers.size + 1);
}
