import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPRESSIONS, type Expression, mapExpressions, scoresFromLogits } from '../../src/core/expression.ts';
import { AFFECT, affectOf } from '../../src/core/valence.ts';
import { scores } from './samples.ts';

const anyScores = fc
  .array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 8, maxLength: 8 })
  .map((logits) => scoresFromLogits(logits, 1));

describe('affectOf', () => {
  it.each(EXPRESSIONS.map((name) => [name] as const))('is the table’s value where only %s is seen', (name) => {
    expect(affectOf(scores(name))).toEqual(AFFECT[name]);
  });

  it('stays within the table’s own extremes', () => {
    const valences = Object.values(AFFECT).map(({ valence }) => valence);
    const arousals = Object.values(AFFECT).map(({ arousal }) => arousal);
    fc.assert(
      fc.property(anyScores, (seen) => {
        const { valence, arousal } = affectOf(seen);
        expect(valence).toBeGreaterThanOrEqual(Math.min(...valences) - 1e-9);
        expect(valence).toBeLessThanOrEqual(Math.max(...valences) + 1e-9);
        expect(arousal).toBeGreaterThanOrEqual(Math.min(...arousals) - 1e-9);
        expect(arousal).toBeLessThanOrEqual(Math.max(...arousals) + 1e-9);
      }),
    );
  });

  it('lies between the parts of a mixture', () => {
    const { valence } = affectOf(mapExpressions((name) => (name === 'neutral' || name === 'happiness' ? 0.5 : 0)));
    expect(valence).toBeCloseTo(AFFECT.happiness.valence / 2, 12);
  });
});

describe('AFFECT', () => {
  it.each<[Expression, 'pleasant' | 'unpleasant' | 'neither']>([
    ['happiness', 'pleasant'],
    ['surprise', 'pleasant'],
    ['neutral', 'neither'],
    ['sadness', 'unpleasant'],
    ['anger', 'unpleasant'],
    ['disgust', 'unpleasant'],
    ['fear', 'unpleasant'],
    ['contempt', 'unpleasant'],
  ])('%s is %s', (name, side) => {
    expect(Math.sign(AFFECT[name].valence)).toBe({ pleasant: 1, neither: 0, unpleasant: -1 }[side]);
  });

  it.each<[Expression, number]>([
    ['anger', 1],
    ['fear', 1],
    ['surprise', 1],
    ['sadness', -1],
    ['neutral', 0],
  ])('the arousal of %s has sign %i', (name, sign) => expect(Math.sign(AFFECT[name].arousal)).toBe(sign));
});
