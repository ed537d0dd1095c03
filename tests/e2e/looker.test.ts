import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { type BrowserWorker, openWorker } from '../driver/browser-worker.ts';
import type { Compared } from './looker.worker.ts';

// Looking near the last face must find what searching every tile finds. Still photographs, moved as a lively person moves.

let opened: BrowserWorker;
let worker: BrowserWorker['worker'];

beforeAll(async () => {
  const photos = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url));
  opened = await openWorker(fileURLToPath(new URL('./looker.worker.ts', import.meta.url)), photos);
  ({ worker } = opened);
});
afterAll(() => opened.close());

describe('looking near the last face', () => {
  let compared: Compared;
  beforeAll(async () => {
    compared = await worker.evaluate<Compared>('compare(6, 32, 1)');
  });

  const share = (holds: (one: Compared['comparisons'][number]) => boolean, among = compared.comparisons) =>
    among.filter(holds).length / among.length;

  it('finds the faces that a search of every whole tile finds', () => {
    expect(compared.comparisons).toHaveLength(6 * 32);
    expect(share(({ full }) => full === 'face')).toBeGreaterThan(0.7);
    expect(share(({ tracked, full }) => tracked === full)).toBeGreaterThanOrEqual(0.97);
  });

  it('has the eyes in the same place, as a share of their distance', () => {
    const errors = compared.comparisons.flatMap(({ eyeError }) => (eyeError === null ? [] : [eyeError]));
    const { median, p95 } = medianAndP95(errors);
    expect(median).toBeLessThan(0.06);
    expect(p95).toBeLessThan(0.12);
  });

  it('cuts the same crops, which read the same', () => {
    const faces = compared.comparisons.filter(({ expressions }) => expressions !== null);
    expect(medianAndP95(faces.map(({ cropDifference }) => cropDifference ?? 1)).p95).toBeLessThan(0.08);
    expect(share(({ expressions }) => expressions?.[0] === expressions?.[1], faces)).toBeGreaterThanOrEqual(0.95);
  });

  it('searches few whole tiles for it', () => {
    const { kept, near, searched } = compared.looks;
    expect(searched / (kept + near + searched)).toBeLessThan(0.35);
  });
});

describe.each([
  [640, 2, [160, 180, 212]],
  [320, 1, [160, 212]],
])('frames of %i px that are copied', (_, times, widths) => {
  let taken: Record<'copied' | 'small', Compared['comparisons']>;
  beforeAll(async () => {
    taken = await worker.evaluate(`compareTaking(12, 8, ${times})`);
  });
  const faces = (comparisons: Compared['comparisons']) => comparisons.filter(({ expressions }) => expressions !== null);
  const p95 = (comparisons: Compared['comparisons'], of: 'eyeError' | 'cropDifference') =>
    medianAndP95(faces(comparisons).map((one) => one[of] ?? 1)).p95;
  const sameShare = (comparisons: Compared['comparisons']) =>
    faces(comparisons).filter(({ expressions }) => expressions?.[0] === expressions?.[1]).length / faces(comparisons).length;
  /** How many are read as what the photograph is known to show. */
  const right = (comparisons: Compared['comparisons'], which: 0 | 1) =>
    comparisons.filter(({ looks, expressions }) => looks && expressions?.[which] === looks).length;

  it('are read as those that are drawn', () => {
    expect(faces(taken.copied).length).toBeGreaterThan(0.9 * taken.copied.length);
    expect(taken.copied.filter(({ tracked, full }) => tracked !== full)).toEqual([]);
    expect(p95(taken.copied, 'eyeError')).toBeLessThan(0.08);
    expect(p95(taken.copied, 'cropDifference')).toBeLessThan(0.05);
    expect(sameShare(taken.copied)).toBeGreaterThanOrEqual(0.95);
    expect(right(taken.copied, 0)).toBeGreaterThanOrEqual(0.97 * right(taken.copied, 1));
  });

  it('are read as well when they come no larger than their face needs', () => {
    expect(new Set(taken.small.map(({ widthPx }) => widthPx))).toEqual(new Set(widths));
    expect(taken.small.filter(({ tracked, full }) => tracked !== full)).toEqual([]);
    expect(p95(taken.small, 'eyeError')).toBeLessThan(0.11);
    expect(p95(taken.small, 'cropDifference')).toBeLessThan(0.05);
    expect(sameShare(taken.small)).toBeGreaterThanOrEqual(0.93);
    expect(right(taken.small, 0)).toBeGreaterThanOrEqual(0.97 * right(taken.small, 1));
  });
});

it('computes the same on a graphics card, and after its context is lost; the third loss ends on the processor', async () => {
  const [wasm] = await worker.evaluate<Answer[]>('answersOn("wasm", 0)');
  const webgl = await worker.evaluate<Answer[]>('answersOn("webgl", 3)');
  expect(webgl.map(({ backend }) => backend)).toEqual(['webgl', 'webgl', 'webgl', 'wasm']);
  expect(wasm?.values).toHaveLength(64);
  for (const { values } of webgl) values.forEach((value, index) => expect(value).toBeCloseTo(wasm?.values[index] ?? Number.NaN, 1));
});

interface Answer {
  readonly backend: string;
  readonly values: readonly number[];
}
