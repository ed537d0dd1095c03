import type { ParticipantId } from '../core/identity.ts';
import { LONGEST_PX } from '../core/planes.ts';
import { QUALITY_LIMITS } from '../core/quality.ts';
import type { FrameTile } from '../wire/frames.ts';

/** However large a face is, the rest of the picture is to be seen too: somebody may sit down beside. */
const SMALLEST_SIDE_PX = 160;
/** From this distance of the eyes on, a face is read fully. */
const FULL_PX = QUALITY_LIMITS.eyeDistancePx.full;

/** Remembers how large a picture of each participant has to be for their face to be read fully: what is larger only costs. */
export class PictureSizes {
  #sides = new Map<ParticipantId, number>();

  /** The longest side in px that is enough, where a face is known.
   * @param wanted of whom; null for everybody */
  enough(wanted: readonly ParticipantId[] | null): { participant: ParticipantId; sidePx: number }[] {
    return [...this.#sides].flatMap(([participant, sidePx]) => ((wanted?.includes(participant) ?? true) ? [{ participant, sidePx }] : []));
  }

  /**
   * Takes in what was seen. Whose face was not found is shown as large as can be next; whose face is a little too small to be
   * read fully, a little larger.
   * @param eyeDistancesPx of each tile's face, in px of its picture
   */
  take(tiles: readonly FrameTile[], eyeDistancesPx: readonly (number | null)[]): void {
    for (const [index, { participant, place }] of tiles.entries()) {
      const eyesPx = eyeDistancesPx[index] ?? 0;
      if (place && eyesPx > 0) this.#sides.set(participant, enoughPx(Math.max(place.width, place.height), eyesPx));
      else this.#sides.delete(participant);
    }
  }

  /** Forgets who is not among these. */
  keep(tiles: readonly FrameTile[]): void {
    const there = new Set(tiles.map(({ participant }) => participant));
    for (const participant of this.#sides.keys()) if (!there.has(participant)) this.#sides.delete(participant);
  }
}

/** How long a picture's longest side has to be for eyes that are `eyesPx` apart in one of `sidePx`. */
const enoughPx = (sidePx: number, eyesPx: number) =>
  Math.min(LONGEST_PX, Math.max(SMALLEST_SIDE_PX, Math.ceil((sidePx * FULL_PX) / eyesPx)));
