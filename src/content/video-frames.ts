import type { Colours } from '../core/planes.ts';
import { PLANE_MATRICES } from '../wire/frames.ts';

/** Not in TypeScript's library yet (7.0, 2026-11). */
type Rotated = { readonly rotation?: number; readonly flip?: boolean };

/** The frame that a video shows now, to be closed by who asked.
 * @returns null for media of another origin, and for a video that has none */
export function frameOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video);
  } catch {
    return null;
  }
}

/** What a frame is made of. Asked of it once: each answer of the browser is an object of its own. */
export interface FrameKind {
  readonly format: VideoPixelFormat;
  readonly width: number;
  readonly height: number;
  /** Those of its planes; null if it has none that can be used as they are. */
  readonly colours: Colours | null;
}

/** Formats whose bytes can be used as they are. */
const PLANAR = new Set<VideoPixelFormat>(['I420', 'NV12']);
/** Formats that are turned into planes: as canvases of the page's own give them, a camera's picture with its background blurred among them. */
const TURNED = new Set<VideoPixelFormat>(['RGBX', 'BGRX']);
/** More than this share of frames that have to be turned are drawn instead. */
const MOST_TURNED = 0.25;

/** @returns null if its bytes are not what is seen: transparent, turned or stretched */
export function kindOf(frame: VideoFrame & Rotated): FrameKind | null {
  const { format, displayWidth: width, displayHeight: height, visibleRect, rotation, flip } = frame;
  const isPlain = visibleRect?.width === width && visibleRect.height === height && width % 2 === 0 && height % 2 === 0;
  if (!format || !isPlain || rotation || flip) return null;
  if (TURNED.has(format)) return { format, width, height, colours: null };
  return PLANAR.has(format) ? { format, width, height, colours: coloursOf(frame) } : null;
}

/** Where a stream does not tell its colours, they are those of a camera. */
function coloursOf({ colorSpace }: VideoFrame): Colours | null {
  const matrix = PLANE_MATRICES.find((one) => one === (colorSpace.matrix ?? 'smpte170m'));
  return matrix ? { matrix, fullRange: colorSpace.fullRange ?? false } : null;
}

/** Whether so many of these frames would have to be turned into planes that drawing them all costs less. */
export function mostlyTurned(kinds: readonly FrameKind[]): boolean {
  const turned = kinds.filter(({ colours }) => !colours).length;
  return turned > Math.max(1, MOST_TURNED * kinds.length);
}
