import { type DetectedFace, moveFace } from '../../core/blaze-face.ts';
import { type Box, distinctFaces, overlap, searchRegions, surroundings } from '../../core/face-box.ts';
import type { FoundFace } from '../../core/face-tracks.ts';
import { wholeTile } from '../../core/look.ts';
import type { Picture } from '../../core/picture.ts';
import type { FaceSearch } from '../../wire/vision.ts';
import type { Classifier } from './classifier.ts';
import { cropOf, type FaceCrop } from './crops.ts';
import { pictureOfBitmap } from './decoder.ts';
import { findAnywhere, SEARCH_SIDE } from './face-finder.ts';
import type { Networks } from './networks.ts';
import { readFaces } from './read-faces.ts';
import { Views } from './views.ts';

/** Longest side of what is looked at: a tile of a small call. */
const LOOK_SIDE_PX = 400;
/** Many looks give more false alarms than one: a face counts from here if the closer look finds it too … */
const LIKELY_SCORE = 0.62;
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
  networks: Networks,
  classifier: Classifier,
): (picture: ImageBitmap, search: FaceSearch) => Promise<FoundFace[]> {
  const views = new Views(SEARCH_SIDE, false);
  /** The faces in each region of a picture, in px of the picture. */
  const facesIn = async (picture: ImageBitmap, regions: readonly Box[]): Promise<DetectedFace[][]> => {
    views.clear(regions.length);
    for (const [index, region] of regions.entries()) {
      const { tile } = await tileOf(picture, region);
      views.show(index, tile, wholeTile(tile.width, tile.height));
    }
    const found = await findAnywhere(networks, views.first(regions.length));
    return regions.map(({ x, y, width, height }, index) => {
      const whole = wholeTile(width, height);
      return (found[index] ?? []).map((face) => moveFace(face, whole.side / SEARCH_SIDE, { x: x + whole.x, y: y + whole.y }));
    });
  };
  return async (picture, search) => {
    const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
    const found = await facesIn(picture, search === 'thorough' ? searchRegions(whole.width, whole.height) : [whole]);
    const likely = found.flat().filter(({ score }) => score >= LIKELY_SCORE);
    const faces = distinctFaces(likely, SAME_FACE).toSorted((a, b) => b.box.height - a.box.height);
    const closeUps = faces.map(({ box }) => surroundings(box, 1 / CLOSE_UP_SHARE, whole));
    const closer = await facesIn(picture, closeUps);
    const sure: { readonly box: Box; readonly crop: FaceCrop | null }[] = [];
    for (const [index, face] of faces.entries()) {
      const [again] = (closer[index] ?? []).filter(({ box }) => overlap(box, face.box) >= SAME_FACE).toSorted((a, b) => b.score - a.score);
      const region = closeUps[index];
      if (!region || (!again && face.score < SURE_SCORE)) continue;
      const { tile, scale } = await tileOf(picture, region);
      const inTile = moveFace(again ?? face, 1 / scale, { x: -region.x / scale, y: -region.y / scale });
      sure.push({ box: face.box, crop: cropOf(tile, inTile) });
    }
    const sights = await readFaces(
      sure.map(({ crop }) => crop),
      classifier,
    );
    return sure.flatMap(({ box }, index) => {
      const sight = sights[index];
      return sight ? [{ box, sight }] : [];
    });
  };
}

/** A region as a tile of a call would show it: shrunk to {@link LOOK_SIDE_PX} where it is larger. `scale` is
 * picture px per tile px. */
async function tileOf(picture: ImageBitmap, region: Box): Promise<{ tile: Picture; scale: number }> {
  const scale = Math.max(1, Math.max(region.width, region.height) / LOOK_SIDE_PX);
  const [width, height] = [Math.max(1, Math.round(region.width / scale)), Math.max(1, Math.round(region.height / scale))];
  const size = { resizeWidth: width, resizeHeight: height, resizeQuality: 'medium' } as const;
  const bitmap = await createImageBitmap(picture, region.x, region.y, region.width, region.height, size);
  try {
    return { tile: pictureOfBitmap(bitmap), scale };
  } finally {
    bitmap.close();
  }
}
