import * as v from 'valibot';
import { CHROMA_PX, LONGEST_PX } from '../core/planes.ts';
import { nameSchema, participantIdSchema } from './panel-live.ts';

/** The port between a call page's content script and the engine. */
export const FRAMES_PORT = 'moodline-frames';

/** More tiles than any call page shows at once; what is above is no call. */
export const MAXIMUM_TILES = 100;
export const MAXIMUM_ATLAS_BYTES = 8 * 1024 * 1024;

/** What the page shows in a tile. Only a `live` tile has a picture, if it was asked for. */
export const TILE_STATES = ['live', 'camera-off', 'stalled', 'unreadable'] as const;

/** Whether the page still is what its site's declaration says: without names, or without tiles, people are numbered. */
export const PAGE_HEALTHS = ['well', 'names-missing', 'tiles-missing'] as const;
export type PageHealth = (typeof PAGE_HEALTHS)[number];

const nonNegative = v.pipe(v.number(), v.finite(), v.minValue(0));
const pixels = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_PX));

/** How the colours of a frame's planes were made; others are drawn instead. */
export const PLANE_MATRICES = ['bt709', 'bt470bg', 'smpte170m'] as const;

/** Part of a JPEG. */
const rectSchema = v.strictObject({ x: pixels, y: pixels, width: v.pipe(pixels, v.minValue(1)), height: v.pipe(pixels, v.minValue(1)) });
/** A frame as video has it (`core/planes.ts`), from a byte on. */
const planesSchema = v.strictObject({
  at: v.pipe(nonNegative, v.integer()),
  width: v.pipe(pixels, v.minValue(CHROMA_PX), v.multipleOf(CHROMA_PX)),
  height: v.pipe(pixels, v.minValue(CHROMA_PX), v.multipleOf(CHROMA_PX)),
  matrix: v.picklist(PLANE_MATRICES),
  fullRange: v.boolean(),
});
/** Where a tile's picture lies. */
export type PicturePlace = v.InferOutput<typeof rectSchema> | Planes;
export type Planes = v.InferOutput<typeof planesSchema>;

const tileSchema = v.strictObject({
  participant: participantIdSchema,
  name: nameSchema,
  self: v.boolean(),
  /** Null where the page does not tell. */
  speaking: v.nullable(v.boolean()),
  muted: v.nullable(v.boolean()),
  state: v.picklist(TILE_STATES),
  /** Changes whenever the tile's stream changes: what was smoothed before may be somebody else. */
  streamEpoch: v.pipe(nonNegative, v.integer()),
  /** Where its picture lies; null without one. */
  place: v.nullable(v.union([rectSchema, planesSchema])),
});
export type FrameTile = v.InferOutput<typeof tileSchema>;

/** How much of them goes into one message. What is longer than 64 KiB the browser puts into memory that it makes anew for each
 * message; for pieces of 60 kB its allocator takes twice as many new pages from the system as for these (`docs/performance.md`). */
export const PIECE_BYTES = 30_000;

/** The pictures of all tiles of one moment: drawn side by side in a JPEG, or frames as they are, whose bytes come in pieces. */
export type Atlas = Blob | readonly ArrayBuffer[];

const pieceSchema = v.pipe(
  v.instance(ArrayBuffer),
  v.check(({ byteLength }) => byteLength > 0 && byteLength <= PIECE_BYTES, 'a piece'),
);

/** Content script → engine. The sender is a hostile page's neighbour: everything is checked. */
export const contentToEngineSchema = v.variant('type', [
  /** The next bytes of the pictures that the frames of this tick will speak of. */
  v.strictObject({
    type: v.literal('piece'),
    tick: v.pipe(nonNegative, v.integer()),
    bytes: pieceSchema,
  }),
  /** The answer to one tick: all tiles of one moment. */
  v.strictObject({
    type: v.literal('frames'),
    tick: v.pipe(nonNegative, v.integer()),
    capturedAtMs: nonNegative,
    /** Null if no tile has a picture. Of the `bytes` of planes, the last piece comes here and all before it came before. */
    atlas: v.nullable(
      v.union([
        v.pipe(v.blob(), v.maxSize(MAXIMUM_ATLAS_BYTES)),
        v.strictObject({ bytes: v.pipe(nonNegative, v.integer(), v.maxValue(MAXIMUM_ATLAS_BYTES)), last: pieceSchema }),
      ]),
    ),
    tiles: v.pipe(
      v.array(v.unknown()),
      // Counted before they are looked at.
      v.maxLength(MAXIMUM_TILES),
      v.array(tileSchema),
      v.check((tiles) => new Set(tiles.map(({ participant }) => participant)).size === tiles.length, 'one tile per participant'),
    ),
    health: v.picklist(PAGE_HEALTHS),
    /** The page thread's share: reading the tiles, drawing them, reading them again. */
    captureMs: nonNegative,
    /** Of that, reading the tiles. */
    scanMs: nonNegative,
    encodeMs: nonNegative,
    /** How long the frames were kept back to see whether their tiles stay the same. */
    heldMs: v.optional(nonNegative),
    /** Share of its own video frames that the page dropped since the last tick beyond what it usually drops; absent where it does not tell. */
    droppedShare: v.optional(v.pipe(nonNegative, v.maxValue(1))),
  }),
]);
export type ContentToEngine = v.InferOutput<typeof contentToEngineSchema>;
export type FramesMessage = Extract<ContentToEngine, { type: 'frames' }>;
/** Frames whose pictures are complete. */
export type Frames = Omit<FramesMessage, 'atlas'> & { readonly atlas: Atlas | null };

/** How long the content script keeps frames back to see whether their tiles stay the same. */
export const HOLD_MS = 250;

/** Engine → content script. The engine is the clock; at most one answer is outstanding. Nothing but what JSON can hold: a browser
 * without structured clone has to be asked too, or nobody learns that it is too old. */
export const engineToContentSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('tick'),
    tick: v.pipe(nonNegative, v.integer()),
    /** Whose pictures are wanted; null for everybody's. The others are told of without a picture. */
    only: v.nullable(v.pipe(v.array(participantIdSchema), v.maxLength(MAXIMUM_TILES))),
    /** Longest side that is enough of somebody's picture, where that is known: their face can be read fully then. */
    enough: v.pipe(
      v.array(
        v.strictObject({
          participant: participantIdSchema,
          sidePx: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_PX)),
        }),
      ),
      v.maxLength(MAXIMUM_TILES),
    ),
  }),
  /** Frames of this tick have been held for {@link HOLD_MS}: in a hidden tab the page's own timers are late. */
  v.strictObject({ type: v.literal('release'), tick: v.pipe(nonNegative, v.integer()) }),
]);
export type EngineToContent = v.InferOutput<typeof engineToContentSchema>;
