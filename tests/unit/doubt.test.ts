import { expect, it } from 'vitest';
import card from '../../models/card.json' with { type: 'json' };
import { DOUBT_LEVELS, DOUBTS } from '../../src/core/doubt.ts';

const curve = card.evaluations.find(({ id }) => id === 'ferplus')?.coverage ?? [];

it.each(DOUBTS)('%s answers, and is right, as often as it says, by the measured curve', (doubt) => {
  const { showFrom, answeredOf100, rightOf100 } = DOUBT_LEVELS[doubt];
  const point = curve.find(({ coverage }) => Math.abs(coverage - answeredOf100 / 100) < 0.002);
  expect(Math.abs((point?.certainty ?? 1) - showFrom)).toBeLessThan(0.01);
  expect(Math.round((point?.accuracy ?? 0) * 100)).toBe(rightOf100);
});

it('the more careful, the more certainty is asked for; what is shown stays a little longer', () => {
  const levels = DOUBTS.map((doubt) => DOUBT_LEVELS[doubt]);
  expect(levels.map(({ showFrom }) => showFrom)).toEqual(levels.map(({ showFrom }) => showFrom).toSorted((a, b) => b - a));
  for (const { showFrom, keepFrom } of levels) expect(keepFrom).toBeLessThan(showFrom);
});
