import { describe, expect, it } from 'vitest';
import { numberFrom, STRIP_BLOCKS, stripOf } from '../fixtures/numbered/strip.ts';

const NUMBERS = Array.from({ length: 256 }, (_, number) => number);
/** As a codec leaves it: neither quite white nor quite black. */
const levels = (number: number, white = 225, black = 30) => stripOf(number).map((isWhite) => (isWhite ? white : black));

describe('the strip that says who is in a picture', () => {
  it('gives every number back', () => {
    for (const number of NUMBERS) expect(numberFrom(levels(number))).toBe(number);
  });

  it('reads nothing from a mixture of two pictures', () => {
    for (const number of NUMBERS.slice(1)) {
      const mixed = levels(number).map((level, block) => (level + (levels(number - 1)[block] ?? 0)) / 2);
      expect(numberFrom(mixed)).toBeNull();
    }
  });

  it('reads nothing where one block is wrong', () => {
    for (let block = 0; block < STRIP_BLOCKS; block++) {
      expect(numberFrom(levels(90).map((level, index) => (index === block ? 255 - level : level)))).toBeNull();
    }
  });

  it.each([
    [Array.from({ length: STRIP_BLOCKS }, () => 0)],
    [Array.from({ length: STRIP_BLOCKS }, () => 255)],
    [levels(7, 140, 110)],
    [[]],
  ])('reads nothing from %j', (blocks) => {
    expect(numberFrom(blocks)).toBeNull();
  });
});
