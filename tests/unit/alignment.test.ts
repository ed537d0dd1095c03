import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignByEyes, EYES_IN_CROP, type Point, type Similarity } from '../../src/core/alignment.ts';

const apply = ({ a, b, e, f }: Similarity, { x, y }: Point): Point => ({ x: a * x - b * y + e, y: b * x + a * y + f });
const coordinate = fc.double({ min: -4_000, max: 4_000, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });

describe('alignByEyes', () => {
  it('puts both eyes exactly where the network expects them, however the head is turned and far', () => {
    fc.assert(
      fc.property(
        point,
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.double({ min: 1.5, max: 2_000, noNaN: true }),
        fc.integer({ min: 16, max: 256 }),
        (left, angle, distance, side) => {
          const right = { x: left.x + distance * Math.cos(angle), y: left.y + distance * Math.sin(angle) };
          const map = alignByEyes(left, right, side);
          if (!map) throw new Error('the eyes are far enough apart');
          const [first, second] = [apply(map, left), apply(map, right)];
          expect(first.x).toBeCloseTo(EYES_IN_CROP.leftX * side, 4);
          expect(first.y).toBeCloseTo(EYES_IN_CROP.y * side, 4);
          expect(second.x).toBeCloseTo(EYES_IN_CROP.rightX * side, 4);
          expect(second.y).toBeCloseTo(EYES_IN_CROP.y * side, 4);
        },
      ),
    );
  });

  it('keeps what lies below the eyes below them: no mirroring', () => {
    const map = alignByEyes({ x: 100, y: 100 }, { x: 140, y: 100 }, 48);
    if (!map) throw new Error('the eyes are far enough apart');
    const mouth = apply(map, { x: 120, y: 140 });
    expect(mouth.x).toBeCloseTo(24, 6);
    expect(mouth.y).toBeGreaterThan(EYES_IN_CROP.y * 48);
  });

  it.each<[string, Point, Point]>([
    ['coincide', { x: 10, y: 10 }, { x: 10, y: 10 }],
    ['lie half a pixel apart', { x: 10, y: 10 }, { x: 10.3, y: 10.4 }],
    ['are not a number', { x: Number.NaN, y: 10 }, { x: 20, y: 10 }],
  ])('gives null where the eyes %s', (_, left, right) => expect(alignByEyes(left, right, 48)).toBeNull());

  it('the expected eyes are level and symmetric in the crop', () => {
    expect(EYES_IN_CROP.leftX + EYES_IN_CROP.rightX).toBeCloseTo(1, 12);
    expect(EYES_IN_CROP.leftX).toBeLessThan(EYES_IN_CROP.rightX);
  });
});
