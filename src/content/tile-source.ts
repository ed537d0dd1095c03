import { isVisible } from './visibility.ts';

/** A part of a picture, in that picture's own pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a tile's picture is: a video of its own, or a part of a canvas that many tiles share. */
export type TileSource =
  | { readonly kind: 'video'; readonly video: HTMLVideoElement; readonly label: string }
  | { readonly kind: 'canvas'; readonly canvas: HTMLCanvasElement; readonly player: Element; readonly label: string };

/** What a source shows at one moment. */
export interface Picture {
  readonly source: TileSource;
  /** Changes when the picture may be another person's: another stream, or another way in which it is drawn. */
  readonly stream: string;
  /** What brings the picture. Pages hand it from one person to another without a word. */
  readonly carrier: string;
  /** What to draw; null while there is nothing to be drawn. */
  readonly region: Region | null;
  /** `forbidden`: protected by the page's own means, too small to show anything, or larger than the page's thread can
   * bear. `standing`: not painted at present. */
  readonly fault: 'forbidden' | 'standing' | null;
  /** A number that is another one once a new frame came, or null where the page does not tell. */
  readonly frameMark: number | null;
  /** Frames of a video until now; null for a canvas. */
  readonly counts: FrameCounts | null;
}

interface FrameCounts {
  readonly totalVideoFrames: number;
  readonly droppedVideoFrames: number;
}

/** A tile of which less than this share lies on its canvas is not read. */
const WHOLE = 0.9;
/** A larger picture takes the page's thread longer than a frame (a camera's is at most 1080p). */
const LARGEST_AREA = 4_096 * 2_304;

/** What a stream is called, and whether it is a file that plays. */
type StreamName = Pick<Picture, 'stream' | 'carrier'> & { readonly isFile: boolean };

/** The tracks that a video had last, and what they were called: to ask each for its id, and to put names together, takes longer
 * than to see that they are the same. */
const named = new WeakMap<HTMLVideoElement, StreamName & { readonly tracks: readonly MediaStreamTrack[]; readonly label: string }>();

/** @param label what the page itself says of the stream, or '' */
export function videoSource(video: Element, label: string): TileSource | null {
  // Moved into a picture-in-picture window, an element is of another realm: compare names, not classes.
  return video.localName === 'video' ? { kind: 'video', video: video as HTMLVideoElement, label } : null;
}

/** The stream that a source shows, and what carries it.
 * @returns null if there is no camera picture: camera off hides the video first and takes its stream a moment later */
function streamOf(source: TileSource, isShown: (element: Element) => boolean): StreamName | null {
  if (source.kind === 'canvas') {
    const stream = `canvas ${source.label}`;
    return isShown(source.player) ? { stream, carrier: stream, isFile: false } : null;
  }
  const { video, label } = source;
  const tracks = videoTracks(video);
  if (tracks ? !tracks.some(({ readyState }) => readyState === 'live') : !video.currentSrc) return null;
  if (!isShown(video)) return null;
  if (!tracks) return { stream: `${label}|${video.currentSrc}`, carrier: video.currentSrc, isFile: true };
  const known = named.get(video);
  if (known?.label === label && isSame(known.tracks, tracks)) return known;
  const carrier = tracks.map(({ id }) => id).join();
  const now = { stream: `${label}|${carrier}`, carrier, isFile: false, tracks, label };
  named.set(video, now);
  return now;
}

const isSame = (some: readonly MediaStreamTrack[], others: readonly MediaStreamTrack[]) =>
  some.length === others.length && some.every((track, index) => track === others[index]);

/** Whether a source shows the same stream as in an earlier picture. */
export function showsStill(source: TileSource | null, before: Picture | null, isShown = isVisible): boolean {
  return ((source && streamOf(source, isShown)?.stream) ?? null) === (before?.stream ?? null);
}

/** @returns null if there is no camera picture */
export function pictureOf(source: TileSource, isShown = isVisible): Picture | null {
  const shown = streamOf(source, isShown);
  if (!shown) return null;
  const { stream, carrier, isFile } = shown;
  if (source.kind === 'canvas') {
    // A worker's canvas gets no new frames in a hidden tab, while the page goes on moving its tiles.
    const hidden = source.player.ownerDocument.hidden;
    const region = hidden ? null : regionOf(source.canvas, source.player);
    return { stream, carrier, source, region, fault: hidden ? 'standing' : null, frameMark: null, counts: null };
  }
  const { video } = source;
  const { readyState, videoWidth: width, videoHeight: height } = video;
  const hasData = readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  const counts = video.getVideoPlaybackQuality();
  const isPicture = width > 1 && height > 1 && width * height <= LARGEST_AREA;
  return {
    stream,
    carrier,
    source,
    region: hasData && isPicture ? { x: 0, y: 0, width, height } : null,
    // Only the browser may see a protected file. A stream of a call never is, and to ask takes longer than for anything else of it.
    fault: (isFile && video.mediaKeys !== null) || (hasData && !isPicture) ? 'forbidden' : null,
    // The time of a live stream goes on though its picture stands still, so frames are counted. A hidden page need not
    // count what it does not paint: there only the time is known.
    frameMark: video.ownerDocument.hidden ? video.currentTime : counts.totalVideoFrames,
    counts,
  };
}

/** How large the page shows it, in CSS px²; -1 without a picture. */
export function shownArea(picture: Picture | null): number {
  if (!picture) return -1;
  const { source } = picture;
  const { width, height } = (source.kind === 'video' ? source.video : source.player).getBoundingClientRect();
  return width * height;
}

/** The element that pixels are taken from. */
export const elementOf = (source: TileSource): HTMLVideoElement | HTMLCanvasElement =>
  source.kind === 'video' ? source.video : source.canvas;

/** The player's rectangle in the pixels of the canvas that it is drawn on; null if it is not wholly there. */
function regionOf(canvas: HTMLCanvasElement, player: Element): Region | null {
  const sheet = canvas.getBoundingClientRect();
  const tile = player.getBoundingClientRect();
  if (sheet.width < 1 || sheet.height < 1 || tile.width < 1 || tile.height < 1) return null;
  const left = Math.max(tile.left, sheet.left);
  const top = Math.max(tile.top, sheet.top);
  const width = Math.min(tile.right, sheet.right) - left;
  const height = Math.min(tile.bottom, sheet.bottom) - top;
  if (width <= 0 || height <= 0 || width * height < WHOLE * tile.width * tile.height) return null;
  const across = canvas.width / sheet.width;
  const down = canvas.height / sheet.height;
  const region = {
    x: Math.round((left - sheet.left) * across),
    y: Math.round((top - sheet.top) * down),
    width: Math.round(width * across),
    height: Math.round(height * down),
  };
  return region.width > 1 && region.height > 1 ? region : null;
}

/** Null for a video that plays no stream. */
function videoTracks({ srcObject }: HTMLVideoElement): MediaStreamTrack[] | null {
  // A video of another frame has another realm's MediaStream.
  return srcObject && 'getVideoTracks' in srcObject ? srcObject.getVideoTracks() : null;
}
