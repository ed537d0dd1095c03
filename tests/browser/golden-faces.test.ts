import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import {
  engineLogits,
  GOLDEN_FACES,
  GOLDEN_TOLERANCE,
  type GoldenPage,
  largestDifference,
  openGoldenPage,
} from '../../models/evaluation/golden-faces.ts';
import { TWO_HEADS_BACKENDS } from '../../models/evaluation/two-heads.ts';

let page: GoldenPage;

beforeAll(async () => {
  page = await openGoldenPage();
});
afterAll(() => page.close());

it('the golden scores are of real faces: crops with light and shade, answers that differ', () => {
  expect(page.crops).toHaveLength(GOLDEN_FACES.length);
  for (const crop of page.crops) {
    const mean = crop.reduce((a, b) => a + b, 0) / crop.length;
    expect(crop).toHaveLength(48 * 48);
    expect(Math.sqrt(crop.reduce((sum, level) => sum + (level - mean) ** 2, 0) / crop.length)).toBeGreaterThan(20);
  }
  const answers = GOLDEN_FACES.map(({ ferplus }) => EXPRESSIONS[ferplus.indexOf(Math.max(...ferplus))]);
  expect(new Set(answers).size).toBeGreaterThan(1);
});

it.each(TWO_HEADS_BACKENDS.map((backend) => [backend] as const))(
  'on %s tfjs gives PyTorch’s scores for the demo photographs',
  async (backend) => {
    expect(largestDifference(await page.logits(backend), GOLDEN_FACES)).toBeLessThan(GOLDEN_TOLERANCE);
  },
);

it.each([['wasm'], ['webgl']] as const)('on %s the engine’s own code gives them too', async (backend) => {
  expect(largestDifference(await engineLogits(backend, page.crops), GOLDEN_FACES)).toBeLessThan(GOLDEN_TOLERANCE);
});
