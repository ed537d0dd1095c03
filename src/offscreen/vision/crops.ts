import { alignByEyes } from '../../core/alignment.ts';
import type { AtlasRect } from '../../core/atlas.ts';
import type { DetectedFace } from '../../core/blaze-face.ts';
import { measureCrop, type FaceMeasures, turnFromKeypoints } from '../../core/quality.ts';
import { greyFromRgba } from '../../core/standardise.ts';

/** Side of the square, grey face crop that the network sees. */
export const CROP_SIDE = 48;

/** A face as the network sees it. `grey` has CROP_SIDE² values in [0, 1]. */
export interface FaceCrop {
  readonly grey: Float32Array;
  readonly measures: FaceMeasures;
}

/** Draws aligned faces below each other into one canvas, so that a tick costs a single read-back. */
export class CropSheet {
  readonly #canvas = new OffscreenCanvas(CROP_SIDE, CROP_SIDE);
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #faces: DetectedFace[] = [];

  constructor() {
    const context = this.#canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context) throw new Error('no 2d context');
    this.#context = context;
  }

  /** Empties the sheet and makes room for `capacity` faces. */
  clear(capacity: number): void {
    this.#faces.length = 0;
    this.#canvas.height = CROP_SIDE * Math.max(1, capacity);
    this.#context.imageSmoothingQuality = 'high';
  }

  /** Draws a face of a tile, turned upright and scaled by its eyes. What lies outside the tile stays black.
   * @param face in tile px
   * @returns whether it could be aligned */
  add(picture: ImageBitmap, tile: AtlasRect, face: DetectedFace): boolean {
    const map = alignByEyes(face.leftEye, face.rightEye, CROP_SIDE);
    if (!map) return false;
    const top = this.#faces.length * CROP_SIDE;
    const context = this.#context;
    context.save();
    context.beginPath();
    context.rect(0, top, CROP_SIDE, CROP_SIDE);
    context.clip();
    context.setTransform(map.a, map.b, -map.b, map.a, map.e, map.f + top);
    context.drawImage(picture, tile.x, tile.y, tile.width, tile.height, 0, 0, tile.width, tile.height);
    context.restore();
    this.#faces.push(face);
    return true;
  }

  /** Reads all faces back, in the order in which they were added. */
  read(): FaceCrop[] {
    if (this.#faces.length === 0) return [];
    const { data } = this.#context.getImageData(0, 0, CROP_SIDE, CROP_SIDE * this.#faces.length);
    const bytes = CROP_SIDE * CROP_SIDE * 4;
    return this.#faces.map((face, index) => {
      const grey = new Float32Array(CROP_SIDE * CROP_SIDE);
      greyFromRgba(data.subarray(index * bytes, (index + 1) * bytes), grey);
      const { leftEye, rightEye, nose } = face;
      return {
        grey,
        measures: {
          ...measureCrop(grey, CROP_SIDE),
          eyeDistancePx: Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y),
          turn: turnFromKeypoints(leftEye, rightEye, nose),
        },
      };
    });
  }
}
