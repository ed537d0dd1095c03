import { FULL_EFFORT } from '../../src/core/look.ts';
import { pictureOfBitmap } from '../../src/offscreen/vision/decoder.ts';
import { Looker } from '../../src/offscreen/vision/looker.ts';
import { Networks, NETWORKS } from '../../src/offscreen/vision/networks.ts';

/** Eyes found in one training image, as shares of its side; null where no face was found. */
export type FoundEyes = readonly [leftX: number, leftY: number, rightX: number, rightY: number] | null;

const SIDE = 48;
const ENLARGED = 160;
const CANVAS = { width: 320, height: 240 };

/**
 * Finds the eyes in images of 48×48 grey bytes, each enlarged on a grey ground as a tile would show it.
 * @param images base64 of `count * 2304` bytes
 */
async function findEyes(images: string, count: number): Promise<FoundEyes[]> {
  const base = new URL('/dist/', location.href).href;
  const names = Object.values(NETWORKS).flatMap(({ folder }) => [`${folder}/model.json`, `${folder}/weights.bin`]);
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, await (await fetch(new URL(name, base))).arrayBuffer()] as const)),
  );
  const looker = new Looker(await Networks.open(files, base, 'wasm'));
  const bytes = Uint8Array.from(atob(images), (character) => character.charCodeAt(0));
  const small = new OffscreenCanvas(SIDE, SIDE);
  const tile = new OffscreenCanvas(CANVAS.width, CANVAS.height);
  const [from, to] = [small.getContext('2d'), tile.getContext('2d')];
  if (!from || !to) throw new Error('no 2d context');
  const left = (CANVAS.width - ENLARGED) / 2;
  const top = (CANVAS.height - ENLARGED) / 2;
  const found: FoundEyes[] = [];
  for (let i = 0; i < count; i++) {
    const picture = from.createImageData(SIDE, SIDE);
    for (let p = 0; p < SIDE * SIDE; p++) picture.data.set([0, 0, 0, 255].fill(bytes[i * SIDE * SIDE + p] ?? 0, 0, 3), 4 * p);
    from.putImageData(picture, 0, 0);
    to.fillStyle = '#777';
    to.fillRect(0, 0, CANVAS.width, CANVAS.height);
    to.drawImage(small, left, top, ENLARGED, ENLARGED);
    const bitmap = await createImageBitmap(tile);
    const { seen } = await looker.look([{ picture: pictureOfBitmap(bitmap), key: null }], 0, FULL_EFFORT);
    const face = seen[0]?.state === 'face' ? seen[0].face : null;
    bitmap.close();
    const share = (value: number, origin: number) => (value - origin) / ENLARGED;
    found.push(
      face ? [share(face.leftEye.x, left), share(face.leftEye.y, top), share(face.rightEye.x, left), share(face.rightEye.y, top)] : null,
    );
  }
  return found;
}

Object.assign(globalThis, { findEyes });
