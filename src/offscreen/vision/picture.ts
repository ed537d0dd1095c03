import { type Box, distinctFaces, overlap, searchRegions, surroundings } from '../../core/face-box.ts';
import type { FoundFace } from '../../core/face-tracks.ts';
import type { FaceSearch } from '../../wire/vision.ts';
import { CropSheet } from './crops.ts';
import type { DetectedFace, Detector } from './detector.ts';
import type { Network } from './network.ts';
import { readFaces } from './read-faces.ts';

/** Longest side of what the detector is shown at once: a tile of a small call. */
const LOOK_SIDE_PX = 400;
/** Many looks give more false alarms than one: a face counts from here if the closer look finds it too … */
const LIKELY_SCORE = 0.6;
/** … and from here in any case. See {@link searchRegions} for what this finds and leaves out. */
const SURE_SCORE = 0.75;
/** From this overlap on, two boxes are one face. */
const SAME_FACE = 0.3;
/** A face fills this share of the closer look's side, as it does in a call's tile. */
const CLOSE_UP_SHARE = 0.4;

/**
 * Finds and reads all faces of a picture of any size. Each face gets a closer look, so that it is aligned, judged
 * and classified under the conditions of a call's tile. The caller keeps and closes the picture.
 */
export function createPictureReader(
  detector: Detector,
  network: Network,
): (picture: ImageBitmap, search: FaceSearch) => Promise<FoundFace[]> {
  const sheet = new CropSheet();
  return async (picture, search) => {
    const { width, height } = picture;
    const found: DetectedFace[] = [];
    for (const region of search === 'thorough' ? searchRegions(width, height) : [{ x: 0, y: 0, width, height }]) {
      found.push(...(await lookAt(picture, region, (tile, scale) => detector.detect(tile).map((face) => inPicture(face, region, scale)))));
    }
    const likely = found.filter(({ score }) => score >= LIKELY_SCORE);
    const faces = distinctFaces(likely, SAME_FACE).toSorted((a, b) => b.box.height - a.box.height);
    sheet.clear(faces.length);
    const sure: { readonly box: Box; readonly onSheet: boolean }[] = [];
    for (const face of faces) {
      const region = surroundings(face.box, 1 / CLOSE_UP_SHARE, picture);
      await lookAt(picture, region, (tile, scale) => {
        const before = inTile(face, region, scale);
        const [again] = detector
          .detect(tile)
          .filter(({ box }) => overlap(box, before.box) >= SAME_FACE)
          .toSorted((a, b) => b.score - a.score);
        if (again || face.score >= SURE_SCORE) sure.push({ box: face.box, onSheet: sheet.add(tile, again ?? before) });
      });
    }
    const sights = await readFaces(sheet, network);
    return sure.map(({ box, onSheet }) => ({ box, sight: (onSheet ? sights.shift() : null) ?? { state: 'too-small' } }));
  };
}

/** Shows a region to `use`, shrunk to {@link LOOK_SIDE_PX} where it is larger, with the picture px per tile px. */
async function lookAt<Seen>(picture: ImageBitmap, region: Box, use: (tile: ImageBitmap, scale: number) => Seen): Promise<Seen> {
  const scale = Math.max(1, Math.max(region.width, region.height) / LOOK_SIDE_PX);
  const tile = await createImageBitmap(picture, region.x, region.y, region.width, region.height, {
    resizeWidth: Math.max(1, Math.round(region.width / scale)),
    resizeHeight: Math.max(1, Math.round(region.height / scale)),
    resizeQuality: 'medium',
  });
  try {
    return use(tile, scale);
  } finally {
    tile.close();
  }
}

const inPicture = (face: DetectedFace, { x, y }: Box, scale: number) => moved(face, scale, x, y);
const inTile = (face: DetectedFace, { x, y }: Box, scale: number) => moved(face, 1 / scale, -x / scale, -y / scale);

/** A face with every coordinate times `scale`, then shifted. */
function moved({ box, score, leftEye, rightEye, nose }: DetectedFace, scale: number, x: number, y: number): DetectedFace {
  const point = (from: { readonly x: number; readonly y: number }) => ({ x: from.x * scale + x, y: from.y * scale + y });
  return {
    box: { ...point(box), width: box.width * scale, height: box.height * scale },
    score,
    leftEye: point(leftEye),
    rightEye: point(rightEye),
    nose: point(nose),
  };
}
