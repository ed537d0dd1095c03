import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToBin, BIN_MS, binSequence, closeBin, openBin, totalOf } from '../../src/core/bins.ts';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import { mood, START_MS } from './samples.ts';

describe('binSequence', () => {
  it.each([
    [0, 0],
    [BIN_MS - 1, 0],
    [BIN_MS, 1],
    [10 * BIN_MS + 1, 10],
    [-1, 0],
    [-BIN_MS * 3, 0],
  ])('%i ms after the start is bin %i', (afterMs, sequence) => expect(binSequence(START_MS, START_MS + afterMs)).toBe(sequence));
});

describe('a bin', () => {
  it('without any reading has no mood', () => expect(closeBin(openBin(4))).toEqual({ sequence: 4, mood: null, states: {} }));

  it('that saw only gaps has no mood, but counts their reasons', () => {
    const bin = [0, 1, 2].reduce((open) => addToBin(open, 'no-face', null), addToBin(openBin(1), 'too-dark', null));
    expect(closeBin(bin)).toEqual({ sequence: 1, mood: null, states: { 'no-face': 3, 'too-dark': 1 } });
  });

  it('is the mean of its moods; gaps do not dilute it', () => {
    let bin = addToBin(openBin(0), 'ok', mood('happiness', 1));
    bin = addToBin(bin, 'no-face', null);
    bin = addToBin(bin, 'ok', mood('sadness', 0.5));
    const { mood: said, states } = closeBin(bin);
    expect(said?.expression.happiness).toBeCloseTo(0.5, 12);
    expect(said?.valence).toBeCloseTo((0.81 - 0.63) / 2, 12);
    expect(said?.arousal).toBeCloseTo((0.51 - 0.27) / 2, 12);
    expect(said?.certainty).toBeCloseTo(0.75, 12);
    expect(states).toEqual({ ok: 2, 'no-face': 1 });
  });

  it('sums to 1 and stays in bounds, whatever it is given', () => {
    const moods = fc.array(fc.record({ name: fc.constantFrom(...EXPRESSIONS), certainty: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(moods, (seen) => {
        const { mood: said } = closeBin(
          seen.reduce((open, { name, certainty }) => addToBin(open, 'ok', mood(name, certainty)), openBin(0)),
        );
        if (!said) throw new Error('a bin with moods has one');
        expect(totalOf(said.expression)).toBeCloseTo(1, 9);
        expect(Math.abs(said.valence)).toBeLessThanOrEqual(1);
        expect(Math.abs(said.arousal)).toBeLessThanOrEqual(1);
        expect(said.certainty).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('is not changed by adding: the open bin stays as it was', () => {
    const open = openBin(0);
    addToBin(open, 'ok', mood());
    expect(open).toEqual(openBin(0));
  });
});
