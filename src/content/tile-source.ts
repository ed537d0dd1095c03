/** Pixels of a canvas, in canvas pixels. */
interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a tile's picture is: a video of its own, or a part of a canvas that many tiles share. */
export type TileSource =
  | { readonly kind: 'video'; readonly video: HTMLVideoElement; readonly label: string }
  | { readonly kind: 'canvas'; readonly canvas: HTMLCanvasElement; readonly player: Element; readonly label: string };

/** A tile of which less than this share lies on its canvas is not read. */
const WHOLE = 0.9;

/** @param label what the page itself says of the stream, or '' */
export function videoSource(video: Element, label: string): TileSource | null {
  // Moved into a picture-in-picture window, an element is of another realm: compare names, not classes.
  return video.localName === 'video' ? { kind: 'video', video: video as HTMLVideoElement, label } : null;
}

/** Whether there is a camera picture at all. Camera off hides the video first and takes its stream a moment later. */
export function hasPicture(source: TileSource): boolean {
  if (source.kind === 'canvas') return isVisible(source.player);
  const { video } = source;
  if (!video.srcObject && !video.currentSrc) return false;
  if (!isVisible(video)) return false;
  const tracks = videoTracks(video);
  return tracks === null || tracks.some((track) => track.readyState === 'live');
}

/** Asks for styles only: rectangles would make the page lay itself out at every tick. */
const isVisible = (element: Element) => element.checkVisibility({ visibilityProperty: true });

/** Changes when the picture may be another person's: another stream, or another way in which it is drawn. */
export function streamOf(source: TileSource): string {
  if (source.kind === 'canvas') return `canvas ${source.label}`;
  const tracks = videoTracks(source.video);
  return `${source.label}|${tracks ? tracks.map((track) => track.id).join() : source.video.currentSrc}`;
}

/** Where the picture is taken from: a shared canvas follows the page's layout a moment later. */
export function placeOf(source: TileSource): string {
  if (source.kind === 'video') return '';
  const region = regionOf(source.canvas, source.player);
  return region ? `${region.x},${region.y},${region.width},${region.height}` : '';
}

/** Size of the picture in px, or null while nothing can be drawn. */
export function sizeOf(source: TileSource): { width: number; height: number } | null {
  if (source.kind === 'canvas') return regionOf(source.canvas, source.player);
  const { readyState, videoWidth, videoHeight } = source.video;
  const ready = readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && videoWidth > 1 && videoHeight > 1;
  return ready ? { width: videoWidth, height: videoHeight } : null;
}

/** How large the page shows it, in CSS px². */
export function shownArea(source: TileSource): number {
  const { width, height } = (source.kind === 'video' ? source.video : source.player).getBoundingClientRect();
  return width * height;
}

/** Position in time of the picture, or null where the page does not tell. */
export function mediaTimeOf(source: TileSource): number | null {
  return source.kind === 'video' ? source.video.currentTime : null;
}

/** Draws sources of one tick. A shared canvas is copied once, not once for each of its tiles. */
export class SourceDrawing {
  readonly #sheets = new Map<HTMLCanvasElement, OffscreenCanvas>();
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(context: OffscreenCanvasRenderingContext2D) {
    this.#context = context;
  }

  /** @returns false for protected or broken media: "can't read this tile" */
  draw(source: TileSource, to: Region): boolean {
    try {
      if (source.kind === 'video') this.#context.drawImage(source.video, to.x, to.y, to.width, to.height);
      else {
        const from = regionOf(source.canvas, source.player);
        if (!from) return false;
        this.#context.drawImage(this.#sheetOf(source.canvas), from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height);
      }
      return true;
    } catch {
      return false;
    }
  }

  #sheetOf(canvas: HTMLCanvasElement): OffscreenCanvas {
    const known = this.#sheets.get(canvas);
    if (known) return known;
    const sheet = new OffscreenCanvas(canvas.width, canvas.height);
    sheet.getContext('2d', { alpha: false })?.drawImage(canvas, 0, 0);
    this.#sheets.set(canvas, sheet);
    return sheet;
  }
}

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

function videoTracks({ srcObject }: HTMLVideoElement): MediaStreamTrack[] | null {
  // A video of another frame has another realm's MediaStream.
  return srcObject && 'getVideoTracks' in srcObject ? srcObject.getVideoTracks() : null;
}
