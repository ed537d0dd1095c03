import { SMALLEST_TILE } from '../core/tile-size.ts';

/** The videos of a page that are large enough to be somebody's tile, whether they show anything or not. */
export function tileVideosIn(page: Document): HTMLVideoElement[] {
  return [...page.querySelectorAll('video')].filter(
    ({ srcObject, clientWidth, clientHeight }) =>
      srcObject !== null && clientWidth >= SMALLEST_TILE.widthPx && clientHeight >= SMALLEST_TILE.heightPx,
  );
}

/** Row by row; what begins above the middle of a row's first tile is in that row. */
export function inReadingOrder<Item extends { readonly video: HTMLVideoElement }>(items: readonly Item[]): Item[] {
  const placed = items
    .map((item) => ({ item, rect: item.video.getBoundingClientRect(), row: 0 }))
    .toSorted((a, b) => a.rect.top - b.rect.top);
  let row = Number.NEGATIVE_INFINITY;
  for (const one of placed) {
    if (one.rect.top > row) row = one.rect.top + one.rect.height / 2;
    one.row = row;
  }
  return placed.toSorted((a, b) => a.row - b.row || a.rect.left - b.rect.left).map(({ item }) => item);
}
