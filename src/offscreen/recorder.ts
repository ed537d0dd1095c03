import { addToBin, type Bin, binSequence, closeBin, type OpenBin, openBin } from '../core/bins.ts';
import type { ParticipantId } from '../core/identity.ts';
import type { Reading, ReadingState, RoomReading } from '../core/reading.ts';
import type { StopReason } from '../core/trouble.ts';
import {
  type Database,
  highestOrdinal,
  openDatabase,
  ROOM_ORDINAL,
  type StoredParticipant,
  type StoredSession,
  writeRecords,
} from '../platform/database.ts';
import type { OpenSession } from '../wire/commands.ts';

type Records = Parameters<typeof writeRecords>[1];

/** Writes that are kept while storage is refused: an hour's. */
const MAXIMUM_UNWRITTEN = 720;

/** Keeps a session's five-second bins. A refused or full store never stops the live view. */
export class Recorder {
  readonly #open: OpenSession;
  readonly #onRefused: (refused: boolean) => void;
  readonly #people = new Map<ParticipantId, StoredParticipant>();
  readonly #bins = new Map<number, OpenBin>();
  /** Whose record is new or has changed. */
  readonly #changed = new Set<ParticipantId>();
  #unwritten: Records[] = [];
  /** How many numbers an earlier engine gave in this session; null until the history was opened. */
  #taken: number | null = null;
  #session: StoredSession;
  #database: Promise<Database | null> | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  /** @param onRefused called after each write: whether it was refused */
  constructor(open: OpenSession, onRefused: (refused: boolean) => void) {
    this.#open = open;
    this.#onRefused = onRefused;
    const { sessionId: id, site, mode, startedAtMs } = open;
    this.#session = { id, site, mode, startedAtMs, endedAtMs: null, endReason: null };
    void this.#write({ sessions: [this.#session] });
  }

  /** Takes one tick. In mode `room` only the room is kept. */
  take(readings: readonly Reading[], room: RoomReading): void {
    const sequence = binSequence(this.#open.startedAtMs, room.atMs);
    const finished = [...this.#bins].filter(([, bin]) => bin.sequence < sequence);
    if (finished.length > 0) this.#commit(finished);
    if (this.#open.mode !== 'me') this.#add(ROOM_ORDINAL, sequence, { state: roomState(room), mood: room.mood });
    if (this.#open.mode === 'room') return;
    for (const reading of readings) this.#add(this.#ordinalOf(reading), sequence, reading);
  }

  /** Writes what is open and closes the session. */
  async end(endedAtMs: number, endReason: StopReason): Promise<void> {
    this.#commit([...this.#bins]);
    this.#session = { ...this.#session, endedAtMs, endReason };
    await this.#write({ sessions: [this.#session] });
    (await this.#database)?.close();
  }

  #add(ordinal: number, sequence: number, { state, mood }: Pick<Reading, 'state' | 'mood'>): void {
    this.#bins.set(ordinal, addToBin(this.#bins.get(ordinal) ?? openBin(sequence), state, mood));
  }

  #ordinalOf({ participant, name, self }: Reading): number {
    const known = this.#people.get(participant);
    const ordinal = known?.ordinal ?? this.#people.size + 1;
    if (!known || (known.name === '' && name !== '')) {
      this.#people.set(participant, { session: this.#open.sessionId, ordinal, name, self });
      this.#changed.add(participant);
    }
    return ordinal;
  }

  #commit(bins: readonly (readonly [number, OpenBin])[]): void {
    const session = this.#open.sessionId;
    for (const [ordinal] of bins) this.#bins.delete(ordinal);
    const participants = [...this.#changed].flatMap((id) => this.#people.get(id) ?? []);
    this.#changed.clear();
    void this.#write({
      participants,
      bins: bins.map(([ordinal, bin]) => ({ session, ordinal, ...(closeBin(bin) satisfies Bin) })),
    });
  }

  /** All that is not written yet; people come after those whom an earlier engine numbered. */
  #numbered(taken: number): Records {
    const shift = <T extends { readonly ordinal: number }>(record: T): T =>
      record.ordinal === ROOM_ORDINAL ? record : { ...record, ordinal: record.ordinal + taken };
    return {
      sessions: this.#unwritten.flatMap(({ sessions = [] }) => sessions),
      participants: this.#unwritten.flatMap(({ participants = [] }) => participants.map(shift)),
      bins: this.#unwritten.flatMap(({ bins = [] }) => bins.map(shift)),
    };
  }

  /** One write after the other; what could not be written is tried again with the next. */
  #write(records: Records): Promise<void> {
    this.#lastWrite = this.#lastWrite.then(async () => {
      this.#unwritten = [...this.#unwritten, records].slice(-MAXIMUM_UNWRITTEN);
      try {
        this.#database ??= openDatabase(() => {
          this.#database = null;
        });
        const database = await this.#database;
        if (!database) return;
        this.#taken ??= await highestOrdinal(database, this.#open.sessionId);
        await writeRecords(database, this.#numbered(this.#taken));
        this.#unwritten = [];
        this.#onRefused(false);
      } catch {
        this.#database = null;
        this.#onRefused(true);
      }
    });
    return this.#lastWrite;
  }
}

/** Too few faces for a room mood are a gap, but not an empty room. */
function roomState({ mood, faces }: RoomReading): ReadingState {
  if (mood) return 'ok';
  return faces === 0 ? 'no-face' : 'unsure';
}
