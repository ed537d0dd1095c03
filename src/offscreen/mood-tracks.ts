import type { Doubt } from '../core/doubt.ts';
import type { Millis, ParticipantId } from '../core/identity.ts';
import { EMPTY_TRACK, follow, type MoodTrack, type TileSight } from '../core/mood-track.ts';
import type { Reading } from '../core/reading.ts';
import type { FrameTile } from '../wire/frames.ts';

/** A participant's track outlives a re-mounted tile for this long. */
const FORGET_AFTER_MS = 10_000;

/** Follows every participant of a call from sight to sight. */
export class MoodTracks {
  readonly #tracks = new Map<ParticipantId, { epoch: number; track: MoodTrack; seenAtMs: number }>();

  /** Whether nobody is followed. */
  get isEmpty(): boolean {
    return this.#tracks.size === 0;
  }

  /** Takes in what was seen of each tile; a live one without a sight could not be read. Who is long gone is forgotten. */
  read(tiles: readonly FrameTile[], sights: ReadonlyMap<FrameTile, TileSight | undefined>, doubt: Doubt, atMs: Millis): Reading[] {
    const readings = tiles.map((tile): Reading => {
      const { participant, name, self, speaking, muted } = tile;
      const sight: TileSight = tile.state === 'live' ? (sights.get(tile) ?? { state: 'unreadable' }) : { state: tile.state };
      const known = this.#tracks.get(participant);
      const before = known && known.epoch === tile.streamEpoch ? known.track : EMPTY_TRACK;
      const { track, state, mood, relative } = follow(before, sight, atMs, doubt);
      this.#tracks.set(participant, { epoch: tile.streamEpoch, track, seenAtMs: atMs });
      return { participant, name, self, speaking, muted, atMs, state, mood, relative };
    });
    for (const [participant, { seenAtMs }] of this.#tracks) if (atMs - seenAtMs > FORGET_AFTER_MS) this.#tracks.delete(participant);
    return readings;
  }
}
