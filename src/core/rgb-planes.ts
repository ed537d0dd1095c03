import { CHROMA_PX, type Colours, planePlaces, type PlanarPlace } from './planes.ts';
import { meanOf } from './shrinking.ts';

/** Sixteen binary places behind the point. */
const ONE = 65_536;

/** What planes of RGB are made in: nothing is lost of its range (as in JPEG files, ITU-T T.871). */
export const RGB_COLOURS = { matrix: 'smpte170m', fullRange: true } as const satisfies Colours;

/** Pixels of four bytes each: red, green, blue and one unused. */
export interface RgbPixels {
  readonly pixels: Uint32Array;
  /** From one row to the next, in px. */
  readonly rowPx: number;
  /** Whether blue comes first and red third. */
  readonly blueFirst: boolean;
}

/**
 * Turns RGB into planes, smaller by `step`; the colour of each sixteen pixels is that of the first.
 * @param into the buffer that `place` lies in
 */
export function planesFromRgb({ pixels, rowPx, blueFirst }: RgbPixels, step: number, into: Uint8Array, place: PlanarPlace): void {
  const { width, height } = place;
  const [luma, u, v] = planePlaces(place);
  // ITU-R BT.601: what red and blue are of the brightness.
  const [red, blue] = [0.299, 0.114];
  // Whole numbers of 32 bits, and multiplied as such: as doubles they take almost twice as long.
  const ofRed = Math.round(ONE * red) | 0;
  const ofBlue = Math.round(ONE * blue) | 0;
  const ofGreen = (ONE - ofRed - ofBlue) | 0;
  const rounding = ONE / 2;
  const [ofFirst, ofThird] = blueFirst ? [ofBlue, ofRed] : [ofRed, ofBlue];
  // The mean of four pixels stands for what is left out.
  const across = step >> 1;
  const down = rowPx * across;
  // Steps are whole or half ones.
  const twiceStep = (2 * step) | 0;
  for (let y = 0; y < height; y++) {
    let to = luma.offset + y * luma.stride;
    const row = Math.floor(y * step) * rowPx;
    // Neither doubles nor arrays in here: one frame a second is long run as it was first compiled.
    for (let x = 0, twice = 2 * row; x < width; x++, twice = (twice + twiceStep) | 0) {
      const at = twice >> 1;
      const outer = meanOf(pixels[at] ?? 0, pixels[at + across + down] ?? 0);
      const mean = meanOf(outer, meanOf(pixels[at + across] ?? 0, pixels[at + down] ?? 0));
      const first = Math.imul(ofFirst, mean & 0xff);
      const second = Math.imul(ofGreen, (mean >>> 8) & 0xff);
      const third = Math.imul(ofThird, (mean >>> 16) & 0xff);
      into[to++] = (first + second + third + rounding) >>> 16;
    }
  }
  const toU = 1 / (2 - 2 * blue);
  const toV = 1 / (2 - 2 * red);
  for (let y = 0; y < height / CHROMA_PX; y++) {
    for (let x = 0, at = CHROMA_PX * y * step * rowPx; x < width / CHROMA_PX; x++, at += CHROMA_PX * step) {
      const pixel = pixels[at] ?? 0;
      const [first, green, third] = [pixel & 0xff, (pixel >>> 8) & 0xff, (pixel >>> 16) & 0xff];
      const [r, b] = blueFirst ? [third, first] : [first, third];
      const bright = red * r + (1 - red - blue) * green + blue * b;
      into[u.offset + y * u.stride + x] = Math.min(255, Math.round(128 + toU * (b - bright)));
      into[v.offset + y * v.stride + x] = Math.min(255, Math.round(128 + toV * (r - bright)));
    }
  }
}
