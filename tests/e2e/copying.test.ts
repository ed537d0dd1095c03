import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserWorker, openWorker } from '../driver/browser-worker.ts';
import type { CopiedFrame } from './copying.worker.ts';

// Frames come as decoders and cameras give them: the same picture must come out of each, at a part of its size too.

let opened: BrowserWorker;
let worker: BrowserWorker['worker'];

beforeAll(async () => {
  opened = await openWorker(fileURLToPath(new URL('./copying.worker.ts', import.meta.url)));
  ({ worker } = opened);
});
afterAll(() => opened.close());

const copied = (formats: readonly string[], width: number, height: number, enoughPx: number) =>
  worker.evaluate<CopiedFrame[] | null>(`copied(${JSON.stringify(formats)}, ${width}, ${height}, ${enoughPx}, 3)`);

describe.each<[number, number, number, readonly [number, number]]>([
  [320, 180, 400, [320, 180]],
  [640, 360, 400, [320, 180]],
  [640, 360, 200, [212, 120]],
  [640, 360, 180, [180, 100]],
  [640, 360, 160, [160, 88]],
  [320, 180, 200, [212, 120]],
  [1_280, 720, 400, [320, 180]],
  [1_280, 720, 200, [212, 120]],
  [1_280, 720, 180, [180, 100]],
  [360, 200, 400, [360, 200]],
  [350, 198, 400, [348, 196]],
  [90, 50, 400, [88, 48]],
])('a picture of %i × %i, of which %i px are enough', (width, height, enoughPx, size) => {
  it.each([[['I420', 'NV12', 'I420', 'NV12']], [['NV12', 'NV12']], [['I420', 'BGRX', 'I420', 'NV12', 'I420', 'RGBX', 'I420', 'I420']]])(
    'is the same from frames as %j',
    async (formats) => {
      const frames = await copied(formats, width, height, enoughPx);
      expect(frames).toHaveLength(formats.length);
      for (const [index, frame] of (frames ?? []).entries()) {
        const isRgb = formats[index]?.endsWith('X');
        expect(frame).toMatchObject({
          size,
          matrix: isRgb ? 'smpte170m' : 'bt709',
          colours: isRgb
            ? [
                [128, 128],
                [128, 128],
              ]
            : [
                [100, 100],
                [150, 150],
              ],
        });
        // Blocks are divided evenly, so that only rounding is left.
        expect(frame.luma.largest).toBeLessThanOrEqual(1);
      }
    },
  );
});

it('is drawn instead if most of it is neither', async () => {
  expect(await copied(['BGRX', 'BGRX', 'I420'], 320, 180, 400)).toBeNull();
  expect(await copied(['RGBA'], 320, 180, 400)).toBeNull();
});
