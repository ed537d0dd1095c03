import type { AtlasRect } from './atlas.ts';
import { layoutAtlas } from './atlas.ts';

// Pictures as video has them: a plane of brightness (Y) and two of colour (U, V), here of a quarter of the width and height,
// which is called 4:1:0. Frames of a call are put together so, because turning them into RGB costs many times more than copying.

/** One value of colour stands for so many pixels along each side. */
export const CHROMA_PX = 4;
/** A picture's sides are no longer than this. */
export const LONGEST_PX = 8_192;

/** Where a plane lies in a buffer, in bytes. */
export interface PlanePlace {
  readonly offset: number;
  readonly stride: number;
}

/** In px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** By which numbers pictures are made smaller: by halving, and by taking a third or a quarter at last. */
const STEPS = [1, 2, 3, 4, 6, 8, 12, 16, 24] as const;

/** The largest number by which a picture can be made smaller while its longest side stays long enough.
 * @param sidePx longest side that is enough */
export const stepFor = ({ width, height }: Size, sidePx: number): number =>
  STEPS.findLast((step) => Math.max(width, height) / step >= sidePx) ?? 1;

/** A picture's size once it is made smaller; a rim of less than four pixels is left out, that the planes of colour fit. */
export const shrunk = ({ width, height }: Size, step: number): Size => ({
  width: CHROMA_PX * Math.floor(width / step / CHROMA_PX),
  height: CHROMA_PX * Math.floor(height / step / CHROMA_PX),
});

/**
 * Packs pictures into one, each where a value of colour and a word of brightness begin.
 * @param sizes width and height in px, multiples of 4
 * @returns width and height are multiples of 4
 */
export function layoutPlanes(sizes: readonly Size[]): Size & { rects: AtlasRect[] } {
  // Those of one height side by side: less is left empty.
  const order = sizes.map((_, index) => index).toSorted((a, b) => (sizes[b]?.height ?? 0) - (sizes[a]?.height ?? 0));
  const cells = order.flatMap((index) => sizes[index] ?? []);
  const most = Math.max(1, Math.ceil(Math.sqrt(sizes.length)));
  const layouts = Array.from({ length: most }, (_, before) => layoutAtlas(cells, Number.POSITIVE_INFINITY, most - before));
  const { width, height, rects } = layouts
    .filter((layout, index) => index === 0 || layout.height <= LONGEST_PX)
    .reduce((best, layout) => (layout.width * layout.height < best.width * best.height ? layout : best));
  const placeOf = new Map(order.map((index, place) => [index, place]));
  return { width, height, rects: sizes.flatMap((_, index) => rects[placeOf.get(index) ?? 0] ?? []) };
}

/** Bytes of the three planes of a picture whose sides are multiples of 4. */
export const planesBytes = (width: number, height: number): number => width * height * (1 + 2 / CHROMA_PX ** 2);

/** Where the three planes of a part begin, and their rows' lengths.
 * @param width of the whole, a multiple of 4, as the row's length
 * @param part where it lies in the whole, multiples of 4 */
export function planePlaces(width: number, height: number, { x, y }: { x: number; y: number }): PlanePlace[] {
  const stride = width / CHROMA_PX;
  const chroma = (y / CHROMA_PX) * stride + x / CHROMA_PX;
  const luma = width * height;
  return [
    { offset: y * width + x, stride: width },
    { offset: luma + chroma, stride },
    { offset: luma + luma / CHROMA_PX ** 2 + chroma, stride },
  ];
}

/** How brightness and colour differences are made of red, green and blue: `red` and `blue` are their shares of the brightness
 * (ITU-R BT.709 and BT.601). `fullRange` is 0 to 255, else it is 16 to 235 and 16 to 240. */
export interface Colours {
  readonly matrix: 'bt709' | 'bt470bg' | 'smpte170m';
  readonly fullRange: boolean;
}
