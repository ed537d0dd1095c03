import { idsAround, textsAround } from './around-video.ts';
import { inReadingOrder, tileVideosIn } from './tile-videos.ts';
import type { Tile } from './tile.ts';
import { pictureOf, videoSource } from './tile-source.ts';

/** Digits come and go in a tile: clocks, counts. */
const DIGITS = /[\d:]/g;

/** Numbers the videos of a page that no longer says who is who as it was known to, in reading order. */
export class NumberedFinder {
  readonly #documents: () => readonly Document[];
  readonly #numbered: (number: number) => string;
  /** A number stays with its video until anything changes that may tell of somebody else. */
  #seats = new WeakMap<HTMLVideoElement, { readonly clues: string; readonly number: number }>();
  #last = 0;

  constructor(documents: () => readonly Document[], numbered: (number: number) => string) {
    this.#documents = documents;
    this.#numbered = numbered;
  }

  tiles(): Tile[] {
    const videos = this.#documents().flatMap(tileVideosIn);
    return inReadingOrder(videos.map((video) => ({ video }))).map(({ video }): Tile => {
      const clues = cluesOf(video);
      const before = this.#seats.get(video);
      const seat = before?.clues === clues ? before : { clues, number: ++this.#last };
      this.#seats.set(video, seat);
      const source = videoSource(video, '');
      return {
        key: `generic:${seat.number}`,
        certain: false,
        element: video,
        name: this.#numbered(seat.number),
        self: false,
        speaking: null,
        muted: null,
        picture: source && pictureOf(source),
        stillSame: () => video.isConnected && cluesOf(video) === clues,
      };
    });
  }

  rest(): void {
    this.#seats = new WeakMap();
  }
}

/** All that may tell who is in a video. */
function cluesOf(video: HTMLVideoElement): string {
  const source = videoSource(video, '');
  const stream = (source && pictureOf(source)?.stream) ?? '';
  return [stream, ...textsAround(video).map((text) => text.replace(DIGITS, '')), ...idsAround(video)].join('\n');
}
