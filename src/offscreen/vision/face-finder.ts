import { decodeFaces, type DetectedFace, type FaceGrid } from '../../core/blaze-face.ts';
import type { Networks } from './networks.ts';

/** Below this score a detection is no face. */
export const MINIMUM_SCORE = 0.5;
/** From here a detection in a whole tile may be one, if the other network says so too. */
const WEAK_SCORE = 0.4;

/** Side of the views in which a face is looked for near the last one. The network learned 128 px pictures with faces of a
 * fifth of that; in a view of 96 px around a face it still fills nearly half. */
export const NEAR_SIDE = 96;
/** Side of the views in which a whole tile is searched. */
export const SEARCH_SIDE = 192;

/** Grids of the two networks, finest first: cells of how many px, and how many anchors in each. */
const NEAR_GRIDS = [
  { cellPx: 8, anchors: 2 },
  { cellPx: 16, anchors: 6 },
] as const;
const SEARCH_GRIDS = [{ cellPx: 8, anchors: 4 }] as const;

/** Faces in views of {@link NEAR_SIDE} px that show a face and its surroundings. In px of the view, largest first. */
export function findNear(networks: Networks, views: Float32Array): Promise<DetectedFace[][]> {
  return find(networks, 'near', views, NEAR_SIDE, NEAR_GRIDS, MINIMUM_SCORE);
}

/** Faces in views of {@link SEARCH_SIDE} px that show whole tiles, weak ones too. In px of the view, largest first. */
export function findAnywhere(networks: Networks, views: Float32Array): Promise<DetectedFace[][]> {
  return find(networks, 'search', views, SEARCH_SIDE, SEARCH_GRIDS, WEAK_SCORE);
}

async function find(
  networks: Networks,
  network: 'near' | 'search',
  views: Float32Array,
  side: number,
  grids: readonly { readonly cellPx: number; readonly anchors: number }[],
  minimumScore: number,
): Promise<DetectedFace[][]> {
  const count = views.length / (side * side * 3);
  if (count === 0) return [];
  const names = grids.flatMap((_, index) => [`boxes${index}`, `scores${index}`]);
  const outputs = await networks.run(network, views, side, names);
  return Array.from({ length: count }, (_, view) => {
    const own = grids.map(({ cellPx, anchors }, index): FaceGrid => {
      const cells = side / cellPx;
      const length = cells * cells * anchors;
      const part = (at: number, values: number) =>
        outputs[at]?.subarray(view * length * values, (view + 1) * length * values) ?? new Float32Array();
      return { cells, boxes: part(2 * index, 16), scores: part(2 * index + 1, 1), quartered: network === 'search' };
    });
    return decodeFaces(own, side, minimumScore);
  });
}
