// The umbrella package, for the backend cpu, which the extension does not ship.
import '@tensorflow/tfjs';
import { greyFromRgba } from '../../src/core/standardise.ts';
import { CROP_SIDE } from '../../src/offscreen/vision/crops.ts';
import type { Square } from './golden-faces.ts';
import { resizeGrey } from './resize.ts';
import { type HeadLogits, openTwoHeads, type TwoHeadsBackend } from './two-heads.ts';

/**
 * Squares of pictures as the network's crops, in whole grey levels, so that another program can be given the same.
 * Shrunk by this project's own code: a browser's smoothing may change.
 */
async function cropsOf(squares: readonly (Square & { readonly url: string })[]): Promise<number[][]> {
  const crops: number[][] = [];
  for (const { url, x, y, side } of squares) {
    const picture = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('no 2d context');
    context.drawImage(picture, -x, -y);
    picture.close();
    const grey = new Float32Array(side * side);
    greyFromRgba(context.getImageData(0, 0, side, side).data, grey);
    crops.push(Array.from(resizeGrey(grey, side, side, CROP_SIDE), (value) => Math.round(255 * value)));
  }
  return crops;
}

async function logitsOf({ backend, crops }: { backend: TwoHeadsBackend; crops: readonly (readonly number[])[] }): Promise<HeadLogits[]> {
  const base = new URL('/dist/', location.href).href;
  const names = ['models/expression/model.json', 'models/expression/weights.bin'];
  const read = async (name: string) => [name, await (await fetch(new URL(name, base))).arrayBuffer()] as const;
  const network = await openTwoHeads(new Map(await Promise.all(names.map(read))), base, 1, backend);
  return network.logits(crops.map((crop) => Float32Array.from(crop, (level) => level / 255)));
}

Object.assign(globalThis, { cropsOf, logitsOf });
// Only now can they be called; whoever opened the page waits for this line.
console.log('ready');
