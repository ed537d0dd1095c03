import { cleanName, looksLikeName } from '../core/names.ts';

/** A tile is at most this many times as large as its video. */
const TILE_TO_VIDEO_AREA = 1.6;
/** Texts that are no name: buttons, icons, and what explains them. */
const NOT_A_NAME = 'button, menu, i, [role="tooltip"], [role="menu"], [aria-hidden="true"]';
/** Values like `spaces/x/devices/64`: what a page may know a participant by. */
const LIKE_AN_ID = /(?=.*[a-z])(?=.*\d)/i;

/** The texts around a video that may be its name, as they come. */
export function textsAround(video: HTMLVideoElement): string[] {
  const tile = tileOf(video);
  const texts: string[] = [];
  const walker = video.ownerDocument.createTreeWalker(tile, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = cleanName(node.nodeValue ?? '');
    if (looksLikeName(text) && !node.parentElement?.closest(NOT_A_NAME)) texts.push(text);
  }
  const label = cleanName(tile.getAttribute('aria-label') ?? tile.getAttribute('title') ?? '');
  return texts.length > 0 || !looksLikeName(label) ? texts : [label];
}

/** The shortest of them, or ''. */
export const nameAround = (video: HTMLVideoElement): string => textsAround(video).toSorted((a, b) => a.length - b.length)[0] ?? '';

/** Whatever around a video may be its participant's id: once any of it changes, the video may be somebody else's. */
export function idsAround(video: HTMLVideoElement): string[] {
  const tile = tileOf(video);
  const ids: string[] = [];
  for (let up: Element | null = video; up; up = up === tile ? null : up.parentElement) {
    for (const { name, value } of up.attributes)
      if ((name === 'id' || name.startsWith('data-')) && LIKE_AN_ID.test(value)) ids.push(`${name}=${value}`);
  }
  return ids;
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
