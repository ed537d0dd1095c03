import type { AtlasRect } from './atlas.ts';
import { CHROMA_PX, type Colours, planePlaces, type PlanarPlace, type PlanePlace, type Size } from './planes.ts';

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

/** A picture of any kind, in px. */
export interface Picture extends Size {
  readonly bands: readonly [Band, Band, Band];
  /** Red, green and blue, -1 to 1. */
  readonly signedRgb: readonly [Mix, Mix, Mix];
  /** Grey, 0 to 1, by the luma weights of ITU-R BT.601. */
  readonly grey: Mix;
}

/** A picture as video has it. */
export function pictureOfPlanes(bytes: Uint8Array, place: PlanarPlace, { matrix, fullRange }: Colours): Picture {
  const [ofLuma, ofU, ofV] = planePlaces(place);
  const band = (plane: PlanePlace, pxPerValue: number): Band => ({ ...plane, values: bytes, step: 1, pxPerValue });
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
    place,
    [band(ofLuma, 1), band(ofU, CHROMA_PX), band(ofV, CHROMA_PX)],
    [signed(0, redByV), signed((-blueByU * blue) / green, (-redByV * red) / green), signed(blueByU, 0)],
  );
}

/** Part of a picture.
 * @param rgba 4 bytes a pixel
 * @param rowPx from one row to the next, in px */
export function pictureOfRgba(rgba: Uint8ClampedArray, rowPx: number, rect: AtlasRect): Picture {
  const first = 4 * (rect.y * rowPx + rect.x);
  const band = (colour: number): Band => ({ values: rgba, offset: first + colour, stride: 4 * rowPx, step: 4, pxPerValue: 1 });
  const share = 1 / 127.5;
  return pictureOf(
    rect,
    [band(0), band(1), band(2)],
    [
      [share, 0, 0, -1],
      [0, share, 0, -1],
      [0, 0, share, -1],
    ],
  );
}

function pictureOf({ width, height }: Size, bands: Picture['bands'], signedRgb: Picture['signedRgb']): Picture {
  const [red, green, blue] = signedRgb;
  const luma = (index: 0 | 1 | 2 | 3) => (0.299 * red[index] + 0.587 * green[index] + 0.114 * blue[index]) / 2;
  return { width, height, bands, signedRgb, grey: [luma(0), luma(1), luma(2), luma(3) + 0.5] };
}
