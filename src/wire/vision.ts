import type { LoadProgress } from '../core/engine-state.ts';
import type { FoundFace } from '../core/face-tracks.ts';
import type { TileSight } from '../core/mood-track.ts';
import type { RequestFate } from '../core/request-count.ts';
import type { Trouble } from '../core/trouble.ts';
import type { Atlas, PicturePlace } from './frames.ts';

/** Size and SHA-256 (hex) of a file that ships with the extension. */
export interface PinnedFile {
  readonly sha256: string;
  readonly bytes: number;
}

export type Backend = 'webgl' | 'wasm';

/** `thorough` finds small faces too and takes tens of looks; `quick` is one look at the whole, for live pictures. */
export type FaceSearch = 'thorough' | 'quick';

/** Whose tile it is, so that a face is looked for where it was: a name for the participant in their session, and what
 * changes with their stream. */
export interface TileKey {
  readonly track: string;
  readonly streamEpoch: number;
}

/** How much is spent on detection: `low` searches whole tiles less often. */
export type Effort = 'full' | 'low';

/** Host document → its vision worker. Both ends are our own code of one build: types suffice. */
export type HostToVision =
  | { readonly type: 'load'; /** URL of the extension's root, with a slash at the end. */ readonly baseUrl: string }
  | {
      readonly type: 'analyse';
      readonly id: number;
      readonly atlas: Atlas;
      /** Nothing is remembered of a tile without a key. */
      readonly tiles: readonly { readonly place: PicturePlace; readonly key: TileKey | null }[];
      readonly effort: Effort;
    }
  /** The picture is transferred: the worker closes it. */
  | { readonly type: 'find-faces'; readonly id: number; readonly picture: ImageBitmap; readonly search: FaceSearch };

/** Vision worker → host document. */
export type VisionToHost =
  | ({ readonly type: 'progress' } & LoadProgress)
  | { readonly type: 'loaded'; readonly backend: Backend; readonly detector: string }
  /** The worker asked for something that is not the extension's own. */
  | { readonly type: 'request-noticed'; readonly fate: RequestFate }
  | { readonly type: 'failed'; readonly trouble: Trouble; readonly detail: string }
  | {
      readonly type: 'analysed';
      readonly id: number;
      /** One per tile, in their order. */
      readonly sights: readonly TileSight[];
      /** Of each tile's face, in px of the tile; null without one. */
      readonly eyeDistancesPx: readonly (number | null)[];
      /** Tiles by how they were looked at: not at all, by the small network, by the large one. */
      readonly looks: { readonly kept: number; readonly near: number; readonly searched: number };
      readonly decodeMs: number;
      readonly detectMs: number;
      readonly classifyMs: number;
      /** Memory that the worker's networks hold. */
      readonly heldBytes: number;
    }
  /** Largest face first. */
  | { readonly type: 'faces-found'; readonly id: number; readonly faces: readonly FoundFace[] };
