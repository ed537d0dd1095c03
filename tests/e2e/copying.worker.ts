import { Copying } from '../../src/content/copying.ts';
import { BufferPool } from '../../src/content/buffer-pool.ts';
import { CHROMA_PX, planePlaces } from '../../src/core/planes.ts';

// Copies the same picture from frames of every format, for tests that compare what comes out.

const colorSpace = { matrix: 'bt709', fullRange: false, primaries: 'bt709', transfer: 'bt709' } as const;
/** Whatever a picture is divided by, blocks stay whole. */
const BLOCK_PX = 84;
/** Grey levels, and the same in 16 to 235. */
const grey = (x: number, y: number) => (12 * Math.floor(x / BLOCK_PX) + 9 * Math.floor(y / BLOCK_PX)) % 256;
const luma = (level: number) => Math.round(16 + (219 / 255) * level);

function frameAs(format: VideoPixelFormat, width: number, height: number): VideoFrame {
  const levels = Uint8Array.from({ length: width * height }, (_, at) => grey(at % width, Math.floor(at / width)));
  const common = { format, codedWidth: width, codedHeight: height, timestamp: 0 };
  if (format.length === 4 && /^(RGB|BGR)/.test(format)) {
    const pixels = Uint8Array.from({ length: 4 * levels.length }, (_, at) => levels[at >> 2] ?? 0);
    return new VideoFrame(pixels, common);
  }
  const bytes = new Uint8Array((width * height * 3) / 2);
  bytes.set(levels.map(luma));
  // One colour difference everywhere, another one for the second plane.
  const chroma = bytes.subarray(width * height);
  if (format === 'NV12') chroma.forEach((_, at) => (chroma[at] = at % 2 ? 150 : 100));
  else chroma.fill(100, 0, chroma.length / 2).fill(150, chroma.length / 2);
  return new VideoFrame(bytes, { ...common, colorSpace });
}

export interface CopiedFrame {
  readonly size: readonly [number, number];
  readonly matrix: string;
  /** Mean and largest distance of the brightness from what it should be. */
  readonly luma: { readonly mean: number; readonly largest: number };
  /** The lowest and the highest value of each colour plane. */
  readonly colours: readonly (readonly [number, number])[];
}

/** Copies one frame of each format, all in one go.
 * @param enoughPx longest side that is said to be enough
 * @returns null if they would have to be drawn */
async function copied(
  formats: readonly VideoPixelFormat[],
  width: number,
  height: number,
  enoughPx: number,
  rounds: number,
): Promise<CopiedFrame[] | null> {
  const pool = new BufferPool();
  const copying = new Copying(pool);
  const frames = new Map(formats.map((format, index) => [index, frameAs(format, width, height)]));
  let done = await copying.copy(frames, () => enoughPx);
  // Memory that was used before must not show through.
  for (let round = 1; round < rounds && done; round++) {
    done.bytes.fill(round);
    pool.giveBack(done.bytes.buffer);
    done = await copying.copy(frames, () => enoughPx);
  }
  for (const frame of frames.values()) frame.close();
  if (!done) return null;
  const { bytes, places } = done;
  return [...places.values()].map((picture) => {
    const [y, ...colours] = planePlaces(picture);
    const at = (place: typeof y, row: number, x: number) => bytes[place.offset + row * place.stride + x] ?? 0;
    // A rim of less than four pixels is left out.
    const step = Math.floor((2 * width) / picture.width) / 2;
    const { fullRange } = picture;
    const wanted = (level: number) => (fullRange ? level : luma(level));
    let [sum, largest] = [0, 0];
    for (let row = 0; row < picture.height; row++)
      for (let x = 0; x < picture.width; x++) {
        const distance = Math.abs(at(y, row, x) - wanted(grey(Math.floor(x * step), Math.floor(row * step))));
        sum += distance;
        largest = Math.max(largest, distance);
      }
    const range = (place: typeof y): [number, number] => {
      let [low, high] = [255, 0];
      for (let row = 0; row < picture.height / CHROMA_PX; row++)
        for (let x = 0; x < picture.width / CHROMA_PX; x++)
          [low, high] = [Math.min(low, at(place, row, x)), Math.max(high, at(place, row, x))];
      return [low, high];
    };
    return {
      matrix: picture.matrix,
      size: [picture.width, picture.height],
      luma: { mean: sum / (picture.width * picture.height), largest },
      colours: colours.map(range),
    };
  });
}

Object.assign(globalThis, { copied });
console.log('ready');
