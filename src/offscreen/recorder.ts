import { addToBin, type Bin, binSequence, closeBin, type OpenBin, openBin } from '../core/bins.ts';
import { callClock } from '../core/call-clock.ts';
import { type CallParticipant, MOST_PEOPLE, ROOM_ORDINAL, type Slice } from '../core/call-record.ts';
import type { ParticipantId } from '../core/identity.ts';
import type { Reading, ReadingState, RoomReading } from '../core/reading.ts';
import type { StopReason } from '../core/trouble.ts';
import type { OpenSession } from '../wire/commands.ts';
import { HistoryWriter, type StorageTrouble } from './history-writer.ts';

/** The slice that is being filled. */
interface OpenSlice {
  readonly sequence: number;
  readonly bins: Map<number, OpenBin>;
  faces: number;
}

/** So often, in ms, is the open slice written as far as it goes. With the wait for the next tick and for the disk, what a
 * browser loses that is killed stays below five seconds (npm run kills). */
const WRITE_EVERY_MS = 2_500;

/** Gathers a call's readings in slices of five seconds and has each written when it is over, and once before as far as it goes.
 * A refused or full store never stops the live view. */
export class Recorder {
  readonly #mode: OpenSession['mode'];
  readonly #elapsed: (atMs: number) => number;
  readonly #writer: HistoryWriter;
  readonly #people = new Map<ParticipantId, CallParticipant>();
  /** Who is new or was renamed. */
  readonly #changed = new Set<ParticipantId>();
  #names: boolean;
  #open: OpenSlice | null = null;
  /** When was last written, in ms since the call's start; null before the first tick. */
  #wroteAtMs: number | null = null;

  /** @param onTrouble called after each write: what stood in its way */
  constructor(open: OpenSession, onTrouble: (trouble: StorageTrouble | null) => void) {
    const { sessionId: id, site, mode, startedAtMs, settings } = open;
    this.#mode = mode;
    this.#names = settings.names === 'kept';
    this.#elapsed = callClock(startedAtMs);
    this.#writer = new HistoryWriter({ id, site, mode, startedAtMs }, onTrouble);
  }

  /** Whether names are kept from now on; if not, those of this call are taken back too. */
  keepNames(keep: boolean): void {
    if (keep === this.#names) return;
    this.#names = keep;
    for (const id of this.#people.keys()) this.#changed.add(id);
  }

  /** Takes one tick. In mode `room` only the room is kept. */
  take(readings: readonly Reading[], room: RoomReading): void {
    const elapsedMs = this.#elapsed(room.atMs);
    const sequence = binSequence(0, elapsedMs);
    this.#wroteAtMs ??= elapsedMs;
    if (this.#open && this.#open.sequence < sequence) {
      this.#write(elapsedMs);
      this.#open = null;
    }
    this.#open ??= { sequence, bins: new Map(), faces: 0 };
    this.#open.faces = Math.max(this.#open.faces, room.faces);
    if (this.#mode !== 'me') this.#add(this.#open, ROOM_ORDINAL, { state: roomState(room), mood: room.mood });
    for (const reading of this.#mode === 'room' ? [] : readings) {
      const ordinal = this.#ordinalOf(reading);
      if (ordinal !== null) this.#add(this.#open, ordinal, reading);
    }
    if (elapsedMs - this.#wroteAtMs >= WRITE_EVERY_MS) this.#write(elapsedMs);
  }

  /** What is kept of one participant, or of the room at null, up to the last slice that is over; nothing of somebody whom
   * nobody knows.
   * @param after only slices with a higher sequence */
  async lineOf(participant: ParticipantId | null, after: number): Promise<Bin[]> {
    const ordinal = participant === null ? ROOM_ORDINAL : this.#people.get(participant)?.ordinal;
    return ordinal === undefined ? [] : this.#writer.lineOf(ordinal, after, this.#open?.sequence ?? Number.POSITIVE_INFINITY);
  }

  /** Writes what is open and closes the call. */
  end(endedAtMs: number, reason: StopReason): Promise<void> {
    this.#write(this.#wroteAtMs ?? 0);
    return this.#writer.end(endedAtMs, reason);
  }

  #add({ sequence, bins }: OpenSlice, ordinal: number, { state, mood }: Pick<Reading, 'state' | 'mood'>): void {
    bins.set(ordinal, addToBin(bins.get(ordinal) ?? openBin(sequence), state, mood));
  }

  /** Null for somebody new once there are too many. */
  #ordinalOf({ participant, name, self }: Reading): number | null {
    const known = this.#people.get(participant);
    if (!known && this.#people.size >= MOST_PEOPLE) return null;
    const ordinal = known?.ordinal ?? this.#people.size + 1;
    if (!known || (known.name === '' && name !== '')) {
      this.#people.set(participant, { ordinal, name, self });
      this.#changed.add(participant);
    }
    return ordinal;
  }

  /** Writes the open slice as far as it goes. */
  #write(elapsedMs: number): void {
    if (!this.#open) return;
    const { sequence, bins, faces } = this.#open;
    this.#wroteAtMs = elapsedMs;
    const lines = [...bins].map(([ordinal, bin]) => {
      const { mood, states } = closeBin(bin);
      return { ordinal, mood, states };
    });
    const slice: Slice = { sequence, faces, lines };
    const people = [...this.#changed].flatMap((id): CallParticipant[] => {
      const person = this.#people.get(id);
      return person ? [this.#names ? person : { ...person, name: '' }] : [];
    });
    this.#changed.clear();
    this.#writer.write(lines.length > 0 ? [slice] : [], people);
  }
}

/** Too few faces for a room mood are a gap, but not an empty room. */
function roomState({ mood, faces }: RoomReading): ReadingState {
  if (mood) return 'ok';
  return faces === 0 ? 'no-face' : 'unsure';
}
