import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FaceMeasures,
  judgeQuality,
  measureCrop,
  QUALITY_LIMITS,
  type QualityReason,
  turnFromKeypoints,
} from '../../src/core/quality.ts';

const good: FaceMeasures = { eyeDistancePx: 40, brightness: 0.5, contrast: 0.2, sharpness: 0.1, turn: 0.1 };
const measures = Object.keys(QUALITY_LIMITS) as (keyof FaceMeasures)[];
const SIDE = 48;

describe('judgeQuality', () => {
  it('reads a good face fully', () => expect(judgeQuality(good)).toEqual({ factor: 1, reason: null, weakest: null }));

  it.each<[keyof FaceMeasures, QualityReason]>([
    ['eyeDistancePx', 'too-small'],
    ['brightness', 'too-dark'],
    ['contrast', 'too-dark'],
    ['sharpness', 'blurred'],
    ['turn', 'turned-away'],
  ])('a spoiled %s is %s', (measure, reason) => {
    expect(judgeQuality({ ...good, [measure]: QUALITY_LIMITS[measure].none })).toEqual({ factor: 0, reason, weakest: reason });
    expect(judgeQuality({ ...good, [measure]: Number.NaN })).toEqual({ factor: 0, reason, weakest: reason });
  });

  it.each(measures.map((measure) => [measure] as const))('counts half way of %s three quarters, and full at its limit', (measure) => {
    const { none, full } = QUALITY_LIMITS[measure];
    expect(judgeQuality({ ...good, [measure]: (none + full) / 2 }).factor).toBeCloseTo(0.75, 9);
    expect(judgeQuality({ ...good, [measure]: full }).factor).toBe(1);
  });

  it('one thing that spoils a face is enough: the worst measure decides', () => {
    const one = judgeQuality({ ...good, turn: 0.7 });
    expect(one).toMatchObject({ reason: null, weakest: 'turned-away' });
    expect(judgeQuality({ ...good, turn: 0.7, eyeDistancePx: 15 })).toEqual(one);
  });

  it('is 0 with a reason, or from 0.5 to 1 without', () => {
    const anything = fc.double({ min: -10, max: 100 });
    const faces = fc.record({ eyeDistancePx: anything, brightness: anything, contrast: anything, sharpness: anything, turn: anything });
    fc.assert(
      fc.property(faces, (face) => {
        const { factor, reason } = judgeQuality(face);
        expect(factor).toBeGreaterThanOrEqual(reason ? 0 : 0.5);
        expect(factor).toBeLessThanOrEqual(reason ? 0 : 1);
      }),
    );
  });
});

describe('turnFromKeypoints', () => {
  it.each([
    ['frontal', { x: 50, y: 60 }, 0],
    ['nose above one eye', { x: 100, y: 60 }, 1],
    ['nose above the other', { x: 0, y: 60 }, 1],
    ['half way', { x: 75, y: 10 }, 0.5],
  ])('%s', (_, nose, turn) => expect(turnFromKeypoints({ x: 0, y: 0 }, { x: 100, y: 0 }, nose)).toBeCloseTo(turn, 12));

  it('does not change when the picture is rotated, scaled and shifted', () => {
    const at = fc.double({ min: -100, max: 100, noNaN: true });
    const turns = fc.record({
      angle: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(at, at, turns, at, at, (noseX, noseY, { angle, scale }, shiftX, shiftY) => {
        const moved = (x: number, y: number) => ({
          x: scale * (x * Math.cos(angle) - y * Math.sin(angle)) + shiftX,
          y: scale * (x * Math.sin(angle) + y * Math.cos(angle)) + shiftY,
        });
        const plain = turnFromKeypoints({ x: 0, y: 0 }, { x: 60, y: 0 }, { x: noseX, y: noseY });
        expect(turnFromKeypoints(moved(0, 0), moved(60, 0), moved(noseX, noseY))).toBeCloseTo(plain, 6);
      }),
    );
  });

  it('is infinite, so turned away, where the eyes coincide', () => {
    const turn = turnFromKeypoints({ x: 5, y: 5 }, { x: 5, y: 5 }, { x: 5, y: 9 });
    expect(judgeQuality({ ...good, turn }).reason).toBe('turned-away');
  });
});

describe('measureCrop', () => {
  const crop = (value: (x: number, y: number) => number) =>
    Float32Array.from({ length: SIDE * SIDE }, (_, i) => value(i % SIDE, Math.floor(i / SIDE)));
  // The same for everybody: a hash, not a random number.
  const noise = crop((x, y) => Math.abs(Math.sin(x * 12.9898 + y * 78.233) * 43758.5453) % 1);
  const blurred = crop((x, y) => {
    const around = [-2, -1, 0, 1, 2].flatMap((dy) =>
      [-2, -1, 0, 1, 2].map((dx) => noise[((y + dy + SIDE) % SIDE) * SIDE + ((x + dx + SIDE) % SIDE)] ?? 0),
    );
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });

  it('finds nothing in a flat crop', () => {
    const flat = measureCrop(
      crop(() => 0.25),
      SIDE,
    );
    expect(flat.brightness).toBeCloseTo(0.25, 6);
    expect(flat.contrast).toBeCloseTo(0, 3);
    expect(flat.sharpness).toBeCloseTo(0, 6);
  });

  it('knows brightness and contrast of black and white stripes', () => {
    const stripes = measureCrop(
      crop((x) => x % 2),
      SIDE,
    );
    expect(stripes.brightness).toBeCloseTo(0.5, 6);
    expect(stripes.contrast).toBeCloseTo(0.5, 6);
  });

  it('finds noise far sharper than the same noise blurred', () => {
    expect(measureCrop(noise, SIDE).sharpness).toBeGreaterThan(5 * measureCrop(blurred, SIDE).sharpness);
  });

  it('finds the same sharpness in a dimmer picture', () => {
    const dim = measureCrop(
      noise.map((value) => value / 2),
      SIDE,
    );
    expect(dim.sharpness).toBeCloseTo(measureCrop(noise, SIDE).sharpness, 3);
  });
});
