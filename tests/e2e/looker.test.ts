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

it('reads frames that are copied and halved as it reads those that are drawn', async () => {
  const comparisons = await worker.evaluate<Compared['comparisons']>('compareTaking(12, 4)');
  const faces = comparisons.filter(({ expressions }) => expressions !== null);
  expect(faces.length).toBeGreaterThan(0.9 * comparisons.length);
  expect(comparisons.filter(({ tracked, full }) => tracked !== full)).toEqual([]);
  expect(medianAndP95(faces.map(({ eyeError }) => eyeError ?? 1)).p95).toBeLessThan(0.06);
  expect(medianAndP95(faces.map(({ cropDifference }) => cropDifference ?? 1)).p95).toBeLessThan(0.05);
  expect(faces.filter(({ expressions }) => expressions?.[0] === expressions?.[1]).length).toBeGreaterThanOrEqual(0.96 * faces.length);
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
