import { FaceDetector, FilesetResolver } from '@mediapipe/tasks-vision';
import type { Point } from '../../core/alignment.ts';
import type { Box } from '../../core/face-box.ts';
import { LoadFailure } from './failure.ts';
import { fileOf, type ShippedFiles } from './files.ts';

export const DETECTOR_NAME = 'face_detection_full_range_sparse';

/** Below this score a detection is no face. */
const MINIMUM_SCORE = 0.5;

/** A face found in one tile, in tile pixels. `left` and `right` as seen in the picture. */
export interface DetectedFace {
  readonly box: Box;
  /** The detector's own certainty that this is a face, 0 to 1. */
  readonly score: number;
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly nose: Point;
}

export interface Detector {
  /** All faces of one tile, largest first. The caller keeps and closes the bitmap. */
  detect(tile: ImageBitmap): DetectedFace[];
}

/**
 * One MediaPipe face detector for the worker's life (creating and closing leaks memory), on the CPU
 * delegate, in IMAGE mode (VIDEO mode never recovers from a bad timestamp).
 * @throws LoadFailure `no-webgl`: MediaPipe needs WebGL to read pictures even on the CPU delegate
 */
export async function createDetector(files: ShippedFiles, baseUrl: string): Promise<Detector> {
  if (!new OffscreenCanvas(1, 1).getContext('webgl2')) {
    throw new LoadFailure('no-webgl', 'no WebGL 2 context');
  }
  const detector = await FaceDetector.createFromOptions(await FilesetResolver.forVisionTasks(new URL('vision', baseUrl).href, true), {
    baseOptions: {
      modelAssetBuffer: new Uint8Array(fileOf(files, `models/${DETECTOR_NAME}.tflite`)),
      delegate: 'CPU',
    },
    runningMode: 'IMAGE',
    minDetectionConfidence: MINIMUM_SCORE,
    canvas: new OffscreenCanvas(1, 1),
  });
  return {
    detect(tile) {
      const found = detector.detect(tile).detections.flatMap(({ boundingBox, categories, keypoints }): DetectedFace[] => {
        // Order of MediaPipe's keypoints: the person's right eye (left in the picture), left eye, nose tip, …
        const [leftEye, rightEye, nose] = keypoints;
        if (!boundingBox || !leftEye || !rightEye || !nose) return [];
        const inPixels = (point: Point) => ({ x: point.x * tile.width, y: point.y * tile.height });
        const { originX: x, originY: y, width, height } = boundingBox;
        return [
          {
            box: { x, y, width, height },
            score: categories[0]?.score ?? 0,
            leftEye: inPixels(leftEye),
            rightEye: inPixels(rightEye),
            nose: inPixels(nose),
          },
        ];
      });
      return found.toSorted((a, b) => b.box.height - a.box.height);
    },
  };
}
