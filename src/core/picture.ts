import { CHROMA_PX, type Colours, type PlanePlace } from './planes.ts';

/** One of the three values that a picture has for its pixels. */
export interface Band {
  readonly values: Uint8Array | Uint8ClampedArray;
  /** Of the first value. */
  readonly offset: number;
  /** From one row to the next, and from one value to the next. */
  readonly stride: number;
  readonly step: number;
  /** Along each side. */
  readonly pxPerValue: number;
}

/** What is made of the three bands' values: the weight of each, and what is added. */
type Mix = readonly [number, number, number, number];

/** A picture of any kind. */
export interface Picture {
  readonly bands: readonly [Band, Band, Band];
  /** Red, green and blue, -1 to 1. */
  readonly signedRgb: readonly [Mix, Mix, Mix];
  /** Grey, 0 to 1, by the luma weights of ITU-R BT.601. */
  readonly grey: Mix;
}

/** A picture as video has it.
 * @param places of its planes, see `planePlaces` */
export function pictureOfPlanes(bytes: Uint8Array, places: readonly PlanePlace[], { matrix, fullRange }: Colours): Picture {
  const band = (index: number): Band => ({
    values: bytes,
    offset: places[index]?.offset ?? 0,
    stride: places[index]?.stride ?? 0,
    step: 1,
    pxPerValue: index === 0 ? 1 : CHROMA_PX,
  });
  // ITU-R BT.709 and BT.601: what red and blue are of the brightness.
  const [red, blue] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114];
  const green = 1 - red - blue;
  const [base, light, chroma] = fullRange ? [0, 1, 1] : [16, 255 / 219, 255 / 224];
  const signed = (u: number, v: number): Mix => {
    const [byY, byU, byV] = [light / 127.5, (u * chroma) / 127.5, (v * chroma) / 127.5];
    return [byY, byU, byV, -base * byY - 128 * (byU + byV) - 1];
  };
  const [blueByU, redByV] = [2 * (1 - blue), 2 * (1 - red)];
  return pictureOf(
    [band(0), band(1), band(2)],
    [signed(0, redByV), signed((-blueByU * blue) / green, (-redByV * red) / green), signed(blueByU, 0)],
  );
}

/** @param rgba 4 bytes a pixel, rows without gaps */
export function pictureOfRgba(rgba: Uint8ClampedArray, width: number): Picture {
  const band = (offset: number): Band => ({ values: rgba, offset, stride: 4 * width, step: 4, pxPerValue: 1 });
  const share = 1 / 127.5;
  return pictureOf(
    [band(0), band(1), band(2)],
    [
      [share, 0, 0, -1],
      [0, share, 0, -1],
      [0, 0, share, -1],
    ],
  );
}

function pictureOf(bands: Picture['bands'], signedRgb: Picture['signedRgb']): Picture {
  const [red, green, blue] = signedRgb;
  const luma = (index: 0 | 1 | 2 | 3) => (0.299 * red[index] + 0.587 * green[index] + 0.114 * blue[index]) / 2;
  return { bands, signedRgb, grey: [luma(0), luma(1), luma(2), luma(3) + 0.5] };
}
