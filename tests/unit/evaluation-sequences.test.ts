import { describe, expect, it } from 'vitest';
import { areaUnderCurve, correlationOf } from '../../models/evaluation/association.ts';
import { castingOf, type LabelledFace, randomFrom, type Recipe, RECIPES } from '../../models/evaluation/people.ts';
import { type Expression, mapExpressions } from '../../src/core/expression.ts';
import { affectOf } from '../../src/core/valence.ts';

describe('figures of sequences', () => {
  it.each([
    [[2, 3], [0, 1], 1],
    [[0, 1], [2, 3], 0],
    [[1, 1], [1, 1, 1], 0.5],
    [[1, 3], [0, 2], 0.75],
    [[2], [1, 2, 3], 0.5],
  ])('area under the curve of %j above %j is %d', (high, low, area) => expect(areaUnderCurve(high, low)).toBeCloseTo(area, 12));

  it('correlation is 1 on a line, −1 on a falling one', () => {
    expect(correlationOf([1, 2, 4], [10, 20, 40])).toBeCloseTo(1, 12);
    expect(correlationOf([1, 2, 4], [-1, -2, -4])).toBeCloseTo(-1, 12);
    expect(correlationOf([1, 2, 3, 4], [1, -1, -1, 1])).toBeCloseTo(0, 12);
  });
});

describe('made-up people', () => {
  const random = randomFrom(1);
  const labels: readonly Expression[] = ['neutral', 'happiness', 'sadness', 'anger', 'surprise'];
  /** Faces that lean towards sadness by different shares. */
  const faces = labels.flatMap((label) =>
    Array.from({ length: 300 }, (): LabelledFace => {
      const lean = 0.4 * random();
      const own = mapExpressions((name) => (name === label ? 0.55 : 0.01));
      const sum = Object.values(own).reduce((a, b) => a + b, 0) + lean;
      return { label, scores: mapExpressions((name) => (own[name] + (name === 'sadness' ? lean : 0)) / sum), votedValence: 0 };
    }),
  );
  const cast = castingOf(faces);
  const recipe = (title: string): Recipe => RECIPES.find((one) => one.title === title) as Recipe;
  const meanValence = (some: readonly LabelledFace[]) => some.reduce((sum, { scores }) => sum + affectOf(scores).valence, 0) / some.length;

  it.each(RECIPES.map((one) => [one.title, one] as const))(
    '“%s”: a minute of the first expression, then others, no image twice',
    (_, one) => {
      const { first, later } = cast(one, randomFrom(3));
      expect(new Set(first.map(({ label }) => label))).toEqual(new Set([one.first]));
      expect(first).toHaveLength(20);
      expect(new Set(later.map(({ label }) => label))).toEqual(new Set(labels));
      const seen = [...first, ...later];
      expect(new Set(seen).size).toBe(seen.length);
    },
  );

  it('lean as their resting face does', () => {
    const plain = cast(recipe('no bias'), randomFrom(5)).first;
    const unpleasant = cast(recipe('resting face reads as unpleasant'), randomFrom(5)).first;
    expect(meanValence(unpleasant)).toBeLessThan(meanValence(plain));
  });

  it('are the same for the same seed', () => {
    expect(cast(recipe('no bias'), randomFrom(7))).toEqual(cast(recipe('no bias'), randomFrom(7)));
  });
});
