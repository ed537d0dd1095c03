import type { AtlasRect } from '../core/atlas.ts';
import type { TileSight } from '../core/mood-track.ts';
import type { Trouble } from '../core/trouble.ts';
import type { LOAD_STEPS } from './panel-live.ts';

/** Size and SHA-256 (hex) of a file that ships with the extension. */
export interface PinnedFile {
  readonly sha256: string;
  readonly bytes: number;
}

export type Backend = 'webgl' | 'wasm';

/** Offscreen document → its vision worker. Both ends are our own code of one build: types suffice. */
export type HostToVision =
  | { readonly type: 'load'; /** URL of the extension's root, with a slash at the end. */ readonly baseUrl: string }
  | { readonly type: 'analyse'; readonly id: number; readonly atlas: Blob; readonly rects: readonly AtlasRect[] };

/** Vision worker → offscreen document. */
export type VisionToHost =
  | { readonly type: 'progress'; readonly step: (typeof LOAD_STEPS)[number]; readonly progress: number }
  | { readonly type: 'loaded'; readonly backend: Backend; readonly detector: string }
  | { readonly type: 'failed'; readonly trouble: Trouble; readonly detail: string }
  | {
      readonly type: 'analysed';
      readonly id: number;
      /** One per rectangle, in their order. */
      readonly sights: readonly TileSight[];
      readonly decodeMs: number;
      readonly detectMs: number;
      readonly classifyMs: number;
    };
