/**
 * What the user chose to be shown.
 * - `me`: only the user's own tile is read.
 * - `room`: all tiles are read, only the sum of at least {@link ROOM_MINIMUM_FACES} faces is shown.
 * - `each`: one trend per participant.
 */
export const MODES = ['me', 'room', 'each'] as const;
export type Mode = (typeof MODES)[number];

/** Below this many readable faces a room mood would be a single person's mood. */
export const ROOM_MINIMUM_FACES = 3;
