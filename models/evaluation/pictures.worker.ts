import { layoutAtlas, tileSidePx, type AtlasLayout } from '../../src/core/atlas.ts';
import { greyFromRgba } from '../../src/core/standardise.ts';
import { CROP_SIDE } from '../../src/offscreen/vision/crops.ts';
import { resizeGrey } from './resize.ts';

/** Larger pictures are shrunk to this side as soon as they are decoded, and few are decoded at once, to bound memory. */
const LARGEST_SIDE_PX = 1_024;
const DECODED_AT_ONCE = 8;
/** Longest side of a close-up on its tile of 400 px. Of 402 FER-2013 images spread over all classes the detector finds
 * 190 at 64 px, 312 at 80, 361 at 110, 344 at 150, 297 at 200 and 247 at 260. */
const CLOSE_UP_PX = 110;
const GROUND = '#777';
/** As src/content/capture.ts encodes a call's tiles. */
const JPEG_QUALITY = 0.85;

/** How a picture becomes a tile: whole, or as a close-up with room around it. */
export type Framing = 'whole' | 'close-up';

/** Nobody's tile is as small as a close-up: such a picture is a crop. */
export const isCloseUp = ({ width, height }: ImageBitmap): boolean => Math.max(width, height) <= CLOSE_UP_PX;

/** Decodes pictures by address, in their order; null for what the browser cannot decode. The caller closes them. */
export async function decodePictures(urls: readonly string[]): Promise<(ImageBitmap | null)[]> {
  const pictures: (ImageBitmap | null)[] = [];
  while (pictures.length < urls.length) {
    const some = urls.slice(pictures.length, pictures.length + DECODED_AT_ONCE);
    pictures.push(...(await Promise.all(some.map(decode))));
  }
  return pictures;
}

async function decode(url: string): Promise<ImageBitmap | null> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) return null;
  const picture = await createImageBitmap(await response.blob()).catch(() => null);
  if (!picture || Math.max(picture.width, picture.height) <= LARGEST_SIDE_PX) return picture;
  const scale = LARGEST_SIDE_PX / Math.max(picture.width, picture.height);
  const small = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const drawing = contextOf(small);
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(picture, 0, 0, small.width, small.height);
  picture.close();
  return small.transferToImageBitmap();
}

const canvas = new OffscreenCanvas(1, 1);
const context = contextOf(canvas);

/** The whole picture as the network's crop: grey, CROP_SIDE², values in [0, 1]. */
export function cropOfWhole(picture: ImageBitmap): Float32Array {
  const { width, height } = picture;
  Object.assign(canvas, { width, height });
  context.drawImage(picture, 0, 0);
  const grey = new Float32Array(width * height);
  greyFromRgba(context.getImageData(0, 0, width, height).data, grey);
  return resizeGrey(grey, width, height, CROP_SIDE);
}

/**
 * Draws pictures as the tiles of a small call, in one JPEG, as a call page's tiles reach the engine. Whole pictures are
 * shrunk to a tile and never enlarged. A close-up is for pictures that are a face and nothing else: the detector was
 * made for faces with room around them, so they lie in the middle of a grey tile.
 */
export async function drawTiles(pictures: readonly ImageBitmap[], framing: Framing): Promise<{ atlas: Blob; layout: AtlasLayout }> {
  const side = tileSidePx(1);
  const sizes = pictures.map(({ width, height }) => (framing === 'whole' ? { width, height } : { width: side, height: side }));
  const layout = layoutAtlas(sizes, side);
  const sheet = new OffscreenCanvas(layout.width, layout.height);
  const tiles = contextOf(sheet);
  tiles.imageSmoothingQuality = 'high';
  tiles.fillStyle = GROUND;
  tiles.fillRect(0, 0, layout.width, layout.height);
  pictures.forEach((picture, index) => {
    const { x, y, width, height } = layout.rects[index] ?? { x: 0, y: 0, width: 1, height: 1 };
    if (framing === 'whole') return tiles.drawImage(picture, x, y, width, height);
    const scale = CLOSE_UP_PX / Math.max(picture.width, picture.height);
    const [across, down] = [picture.width * scale, picture.height * scale];
    tiles.drawImage(picture, x + (width - across) / 2, y + (height - down) / 2, across, down);
  });
  return { atlas: await sheet.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }), layout };
}

function contextOf(surface: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const found = surface.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!found) throw new Error('no 2d context');
  return found;
}
