import { describe, expect, it } from 'vitest';
import { decodeFaces, type FaceGrid, moveFace } from '../../src/core/blaze-face.ts';

const VALUES = 16;

/** A grid in which nothing is seen but what `faces` says: by anchor, its logit and 16 values. */
function grid(cells: number, anchors: number, faces: Record<number, readonly [number, readonly number[]]>, quartered = false): FaceGrid {
  const count = cells * cells * anchors;
  const boxes = new Float32Array(count * VALUES);
  const scores = new Float32Array(count).fill(-10);
  for (const [index, [logit, values]] of Object.entries(faces)) {
    scores[Number(index)] = logit;
    boxes.set(values, Number(index) * VALUES);
  }
  return { cells, boxes, scores, quartered };
}

/** Middle, size, left eye, right eye, nose, and three landmarks that nobody asks for. */
const FACE = [0, 0, 40, 50, -10, -8, 10, -8, 0, 4, 0, 0, 0, 0, 0, 0];

describe('decodeFaces', () => {
  it('puts a face where its anchor is, in the middle of its cell', () => {
    // Cell (3, 2) of 4 × 4 in 128 px: middle at (112, 80). Two anchors per cell.
    const [face] = decodeFaces([grid(4, 2, { [(2 * 4 + 3) * 2 + 1]: [0, FACE] })], 128, 0.5);
    expect(face).toMatchObject({ box: { x: 92, y: 55, width: 40, height: 50 }, leftEye: { x: 102, y: 72 }, rightEye: { x: 122, y: 72 } });
    expect(face?.nose.y).toBeCloseTo(84);
    expect(face?.score).toBeCloseTo(0.5);
  });

  it.each([
    [0, 104, 72],
    [1, 120, 72],
    [2, 104, 88],
    [3, 120, 88],
  ])('puts anchor %i of a quartered cell in its quarter', (part, x, y) => {
    const [face] = decodeFaces([grid(4, 4, { [(2 * 4 + 3) * 4 + part]: [2, FACE] }, true)], 128, 0.5);
    expect(face?.nose.x).toBeCloseTo(x);
    expect(face?.nose.y).toBeCloseTo(y + 4);
  });

  it('sees nothing below the minimum score', () => {
    const one = grid(4, 1, { 5: [-0.1, FACE] });
    expect(decodeFaces([one], 128, 0.5)).toEqual([]);
    expect(decodeFaces([one], 128, 0.4)).toHaveLength(1);
  });

  it('makes one face of boxes that overlap, averaged by score, and two of those that do not', () => {
    const moved = FACE.map((value, index) => (index % 2 === 0 && index !== 2 ? value + 6 : value));
    const faces = decodeFaces([grid(2, 2, { 0: [3, FACE], 1: [3, moved], 6: [1, FACE] })], 128, 0.5);
    expect(faces).toHaveLength(2);
    const [first] = faces.toSorted((a, b) => a.box.y - b.box.y);
    expect(first?.nose.x).toBeCloseTo(32 + 3);
    expect(first?.score).toBeCloseTo(1 / (1 + Math.exp(-3)));
  });

  it('tells the largest face first, of all grids', () => {
    const small = FACE.map((value) => value / 2);
    const faces = decodeFaces([grid(4, 1, { 0: [4, small] }), grid(2, 1, { 3: [1, FACE] })], 128, 0.5);
    expect(faces.map(({ box }) => box.height)).toEqual([50, 25]);
  });
});

it('moves a face with all its landmarks', () => {
  const [face] = decodeFaces([grid(1, 1, { 0: [0, FACE] })], 100, 0.5);
  if (!face) throw new Error('no face');
  const moved = moveFace(face, 2, { x: 10, y: -10 });
  expect(moved).toMatchObject({ box: { x: 70, y: 40, width: 80, height: 100 }, nose: { x: 110, y: 98 }, leftEye: { x: 90, y: 74 } });
  expect(moveFace(moved, 0.5, { x: -5, y: 5 })).toEqual(face);
});
