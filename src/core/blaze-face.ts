import type { Point } from './alignment.ts';
import { type Box, overlap } from './face-box.ts';

/** A face and its landmarks. `left` and `right` as seen in the picture. */
export interface DetectedFace {
  /** From forehead to chin. */
  readonly box: Box;
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly nose: Point;
  /** 0 to 1. */
  readonly score: number;
}

/** One grid of a BlazeFace network's output for one picture: `cells`² cells, each with the same number of anchors. */
export interface FaceGrid {
  readonly cells: number;
  /** 16 values per anchor, in input px from the anchor: middle, size, six landmarks. Row by row, anchor by anchor. */
  readonly boxes: Float32Array;
  /** One logit per anchor. */
  readonly scores: Float32Array;
  /** Whether a cell's four anchors lie in its four quarters (the network ends in a depth-to-space) or all in its middle. */
  readonly quartered: boolean;
}

const VALUES = 16;
/** Boxes that overlap more than this (intersection over union) are one face. */
const SAME_FACE_OVERLAP = 0.3;

/**
 * Faces in the output of a BlazeFace network, largest first. After MediaPipe's face_detection graphs
 * (ssd_anchors_calculator, tensors_to_detections_calculator, non_max_suppression_calculator with WEIGHTED): anchors of
 * fixed size in the middle of their cells, overlapping boxes averaged by score.
 * @param sidePx side of the square input
 * @param minimumScore below this it is no face
 * @returns faces in input px
 */
export function decodeFaces(grids: readonly FaceGrid[], sidePx: number, minimumScore: number): DetectedFace[] {
  const threshold = Math.log(minimumScore / (1 - minimumScore));
  const candidates: DetectedFace[] = [];
  for (const grid of grids) {
    const anchors = grid.scores.length / grid.cells ** 2;
    grid.scores.forEach((logit, index) => {
      if (logit >= threshold) candidates.push(faceAt(grid, index, anchors, sidePx));
    });
  }
  return merged(candidates).toSorted((a, b) => b.box.height - a.box.height);
}

/** @param index of the anchor in its grid */
function faceAt({ boxes, scores, cells, quartered }: FaceGrid, index: number, anchors: number, sidePx: number): DetectedFace {
  const cell = Math.floor(index / anchors);
  const part = quartered ? index % anchors : null;
  const inCell = (bit: number) => (part === null ? 0.5 : bit / 2 + 0.25);
  const stride = sidePx / cells;
  const anchorX = ((cell % cells) + inCell((part ?? 0) % 2)) * stride;
  const anchorY = (Math.floor(cell / cells) + inCell((part ?? 0) >> 1)) * stride;
  const value = (at: number) => boxes[index * VALUES + at] ?? 0;
  const point = (at: number) => ({ x: anchorX + value(at), y: anchorY + value(at + 1) });
  const [width, height] = [value(2), value(3)];
  return {
    box: { x: point(0).x - width / 2, y: point(0).y - height / 2, width, height },
    // The first landmark is the person's right eye, left in the picture; the third is the tip of the nose.
    leftEye: point(4),
    rightEye: point(6),
    nose: point(8),
    score: 1 / (1 + Math.exp(-(scores[index] ?? 0))),
  };
}

/** Non-maximum suppression that averages what it suppresses. */
function merged(candidates: readonly DetectedFace[]): DetectedFace[] {
  let rest = candidates.toSorted((a, b) => b.score - a.score);
  const faces: DetectedFace[] = [];
  for (let [best] = rest; best; [best] = rest) {
    const top = best;
    const same = rest.filter((one) => one === top || overlap(one.box, top.box) > SAME_FACE_OVERLAP);
    faces.push(averaged(same, top.score));
    rest = rest.filter((one) => !same.includes(one));
  }
  return faces;
}

function averaged(faces: readonly DetectedFace[], score: number): DetectedFace {
  const total = faces.reduce((sum, face) => sum + face.score, 0);
  const mean = (read: (face: DetectedFace) => number) => faces.reduce((sum, face) => sum + read(face) * face.score, 0) / total;
  const point = (read: (face: DetectedFace) => Point) => ({ x: mean((face) => read(face).x), y: mean((face) => read(face).y) });
  return {
    box: { ...point((face) => face.box), width: mean((face) => face.box.width), height: mean((face) => face.box.height) },
    leftEye: point((face) => face.leftEye),
    rightEye: point((face) => face.rightEye),
    nose: point((face) => face.nose),
    score,
  };
}

/** A face in other coordinates: p' = p · scale + shift. */
export function moveFace(face: DetectedFace, scale: number, shift: Point): DetectedFace {
  const moved = ({ x, y }: Point) => ({ x: x * scale + shift.x, y: y * scale + shift.y });
  return {
    box: { ...moved(face.box), width: face.box.width * scale, height: face.box.height * scale },
    leftEye: moved(face.leftEye),
    rightEye: moved(face.rightEye),
    nose: moved(face.nose),
    score: face.score,
  };
}
