// Pictures as video has them: a plane of brightness (Y) and two of colour (U, V), here of a quarter of the width and height,
// which is called 4:1:0. Frames of a call are sent so, because turning them into RGB costs many times more than copying.

/** One value of colour stands for so many pixels along each side. */
export const CHROMA_PX = 4;
const WORD_BYTES = 4;
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

/** By which numbers pictures are made smaller: by halving, and by what `shrinking.ts` can do at last. */
const STEPS = [1, 1.5, 2, 3, 3.5, 4, 6, 7, 8, 12, 14, 16, 24] as const;

/** The largest number by which a picture can be made smaller while its longest side stays long enough.
 * @param sidePx longest side that is enough */
export const stepFor = ({ width, height }: Size, sidePx: number): number =>
  STEPS.findLast((step) => Math.max(width, height) / step >= sidePx) ?? 1;

/** A picture's size once it is made smaller; a rim of less than four pixels is left out, that the planes of colour fit. */
export const shrunk = ({ width, height }: Size, step: number): Size => ({
  width: CHROMA_PX * Math.floor(width / step / CHROMA_PX),
  height: CHROMA_PX * Math.floor(height / step / CHROMA_PX),
});

/** A picture in a buffer: its three planes one after the other, rows without gaps. `at` is its first byte, the sides are multiples of 4. */
export interface PlanarPlace extends Size {
  readonly at: number;
}

/** Bytes of the three planes of a picture whose sides are multiples of 4. */
export const planesBytes = ({ width, height }: Size): number => width * height * (1 + 2 / CHROMA_PX ** 2);

/** Where each of its planes begins, and their rows' lengths. */
export function planePlaces({ at, width, height }: PlanarPlace): [PlanePlace, PlanePlace, PlanePlace] {
  const stride = width / CHROMA_PX;
  const chroma = at + width * height;
  return [
    { offset: at, stride: width },
    { offset: chroma, stride },
    { offset: chroma + stride * (height / CHROMA_PX), stride },
  ];
}

/** Lays pictures one after the other, each from a word of four bytes on.
 * @returns `bytes` of all together */
export function inARow(sizes: readonly Size[]): { places: PlanarPlace[]; bytes: number } {
  let bytes = 0;
  const places = sizes.map((size) => {
    const at = WORD_BYTES * Math.ceil(bytes / WORD_BYTES);
    bytes = at + planesBytes(size);
    return { ...size, at };
  });
  return { places, bytes };
}

/** How brightness and colour differences are made of red, green and blue: `red` and `blue` are their shares of the brightness
 * (ITU-R BT.709 and BT.601). `fullRange` is 0 to 255, else it is 16 to 235 and 16 to 240. */
export interface Colours {
  readonly matrix: 'bt709' | 'bt470bg' | 'smpte170m';
  readonly fullRange: boolean;
}
