import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DetectedFace } from '../../src/core/blaze-face.ts';
import { blocksOf, FULL_EFFORT, hasChanged, LOW_EFFORT, nextSearchAt, regionAround, wholeTile } from '../../src/core/look.ts';

function face(x: number, y: number, size: number): DetectedFace {
  const point = { x, y };
  return { box: { x: x - size / 2, y: y - size / 2, width: size, height: size }, leftEye: point, rightEye: point, nose: point, score: 1 };
}

describe('regionAround', () => {
  const region = regionAround(face(100, 80, 50), null);

  it('is a square around the face with room on all sides', () => {
    expect(region.x + region.side / 2).toBeCloseTo(100);
    expect(region.y + region.side / 2).toBeCloseTo(80);
    expect(region.side).toBeGreaterThan(2 * 50);
  });

  it.each([
    ['a face that stands still', 100, 80, 50, true],
    ['a face that sways a little', 106, 76, 53, true],
    ['a face that moves on', 112, 80, 50, false],
    ['a face that comes closer', 100, 80, 63, false],
  ])('%s', (_, x, y, size, stays) => expect(regionAround(face(x, y, size), region) === region).toBe(stays));

  it('always holds the whole face', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 20, max: 120 }), (x, y, size) => {
        const next = regionAround(face(x, y, size), region);
        expect(x - size / 2).toBeGreaterThanOrEqual(next.x);
        expect(x + size / 2).toBeLessThanOrEqual(next.x + next.side);
      }),
    );
  });
});

it('the whole tile lies in the middle of its square', () => {
  expect(wholeTile(320, 180)).toEqual({ x: 0, y: -70, side: 320 });
  expect(wholeTile(90, 160)).toEqual({ x: -35, y: 0, side: 160 });
});

describe('a change of the picture', () => {
  const SIDE = 24;
  const picture = (value: (x: number, y: number) => number) => {
    const view = new Float32Array(SIDE * SIDE * 3);
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) view.fill(value(x, y) / 127.5 - 1, 3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3);
    return blocksOf(view, SIDE);
  };
  const still = picture((x, y) => 100 + 5 * x + 2 * y);

  it('is told in shares of white', () => {
    expect([...picture(() => 255)].every((block) => Math.abs(block - 1) < 1e-6)).toBe(true);
    expect([...picture(() => 0)].every((block) => block === 0)).toBe(true);
  });

  it.each([
    ['the same picture', (x: number, y: number) => 100 + 5 * x + 2 * y, false],
    ['noise of camera and codec', (x: number, y: number) => 100 + 5 * x + 2 * y + ((x * 7 + y * 13) % 5) - 2, false],
    ['a step to the side', (x: number, y: number) => 100 + 5 * (x + 1) + 2 * y, true],
    ['something small that is new', (x: number, y: number) => (x < 3 && y < 3 ? 20 : 100 + 5 * x + 2 * y), true],
    ['darkness', () => 0, true],
  ])('%s', (_, value, changed) => expect(hasChanged(still, picture(value))).toBe(changed));

  it('is certain where nothing is known', () => expect(hasChanged(null, still)).toBe(true));
});

it('whole tiles are searched again at times of their own, every few seconds', () => {
  const times = [0, 0.3, 0.6, 1].map((spread) => nextSearchAt(1_000, spread, FULL_EFFORT) - 1_000);
  expect(new Set(times).size).toBe(4);
  for (const ms of times) expect(Math.abs(ms - FULL_EFFORT.searchEveryMs)).toBeLessThanOrEqual(FULL_EFFORT.searchEveryMs / 4);
  expect(LOW_EFFORT.searchEveryMs).toBeGreaterThan(FULL_EFFORT.searchEveryMs);
});
