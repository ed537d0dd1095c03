import { addToBin, type Bin, binSequence, closeBin, type OpenBin, openBin } from '../core/bins.ts';
import type { ParticipantId } from '../core/identity.ts';
import type { Reading, RoomReading } from '../core/reading.ts';
import type { StopReason } from '../core/trouble.ts';
import {
  type Database,
  openDatabase,
  ROOM_ORDINAL,
  type StoredParticipant,
  type StoredSession,
  writeRecords,
} from '../platform/database.ts';
import type { OpenSession } from '../wire/commands.ts';

/** Keeps a session's five-second bins. A refused or full store never stops the live view. */
export class Recorder {
  readonly #open: OpenSession;
  readonly #onRefused: () => void;
  readonly #ordinals = new Map<ParticipantId, number>();
  readonly #bins = new Map<number, OpenBin>();
  readonly #newParticipants: StoredParticipant[] = [];
  #session: StoredSession;
  #database: Promise<Database | null> | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  /** @param onRefused called whenever something could not be stored */
  constructor(open: OpenSession, onRefused: () => void) {
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
    if (this.#open.mode !== 'me') this.#add(ROOM_ORDINAL, sequence, { state: room.mood ? 'ok' : 'no-face', mood: room.mood });
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
    const known = this.#ordinals.get(participant);
    if (known !== undefined) return known;
    const ordinal = this.#ordinals.size + 1;
    this.#ordinals.set(participant, ordinal);
    this.#newParticipants.push({ session: this.#open.sessionId, ordinal, name, self });
    return ordinal;
  }

  #commit(bins: readonly (readonly [number, OpenBin])[]): void {
    const session = this.#open.sessionId;
    for (const [ordinal] of bins) this.#bins.delete(ordinal);
    void this.#write({
      participants: this.#newParticipants.splice(0),
      bins: bins.map(([ordinal, bin]) => ({ session, ordinal, ...(closeBin(bin) satisfies Bin) })),
    });
  }

  /** One write after the other; a failed one opens the database anew at the next. */
  #write(records: Parameters<typeof writeRecords>[1]): Promise<void> {
    this.#lastWrite = this.#lastWrite.then(async () => {
      try {
        this.#database ??= openDatabase(() => {
          this.#database = null;
        });
        const database = await this.#database;
        if (database) await writeRecords(database, records);
      } catch {
        this.#database = null;
        this.#onRefused();
      }
    });
    return this.#lastWrite;
  }
}
