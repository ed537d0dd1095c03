import type { Bin } from '../core/bins.ts';
import { type CallParticipant, type CallStart, ROOM_ORDINAL, type Slice } from '../core/call-record.ts';
import type { StopReason, Trouble } from '../core/trouble.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { readLine } from '../platform/history-read.ts';
import { appendSlices, beginCall, endCall, type Written } from '../platform/history-write.ts';

/** Why the history is not being kept just now. */
export type StorageTrouble = Extract<Trouble, 'storage-full' | 'storage-refused'>;

/** Slices that are kept in memory while storage is refused: an hour's. Older ones become a gap. */
const MAXIMUM_UNWRITTEN = 720;

/** Writes one call, one write after the other. What could not be written is tried again with the next. */
export class HistoryWriter {
  readonly #start: CallStart;
  readonly #onTrouble: (trouble: StorageTrouble | null) => void;
  readonly #people = new Map<number, CallParticipant>();
  #slices: Slice[] = [];
  #database: Promise<Database> | null = null;
  /** What an earlier engine wrote of this call; null until the history was opened. */
  #earlier: Written | null = null;
  /** By how many slices this engine's are shifted; null before its first. */
  #shift: number | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  /** @param onTrouble called after each write: what stood in its way */
  constructor(start: CallStart, onTrouble: (trouble: StorageTrouble | null) => void) {
    this.#start = start;
    this.#onTrouble = onTrouble;
    this.write([], []);
  }

  /** @param slices ascending, and after all slices before; only the last one of before may come again, with more in it
   * @param people who is new or was renamed */
  write(slices: readonly Slice[], people: readonly CallParticipant[]): void {
    for (const person of people) this.#people.set(person.ordinal, person);
    const [first] = slices;
    const before = this.#slices.filter(({ sequence }) => sequence !== first?.sequence);
    this.#slices = [...before, ...slices].slice(-MAXIMUM_UNWRITTEN);
    void this.#attempt((database) => this.#flush(database));
  }

  /** One line as far as it is known: what was written of it, and what waits to be.
   * @param after only slices with a higher sequence
   * @param open the slice that is being filled, which is left out */
  async lineOf(ordinal: number, after: number, open: number): Promise<Bin[]> {
    await this.#lastWrite;
    const shift = this.#shift ?? 0;
    const waiting = this.#slices.flatMap(({ sequence, lines }) =>
      lines.filter((line) => line.ordinal === ordinal).map(({ mood, states }) => ({ sequence: sequence + shift, mood, states })),
    );
    const stored = ordinal === ROOM_ORDINAL ? ordinal : ordinal + (this.#earlier?.highestOrdinal ?? 0);
    const written = (await this.#database?.then((database) => readLine(database, this.#start.id, stored, after)).catch(() => [])) ?? [];
    const seen = new Set(written.map(({ sequence }) => sequence));
    const known = [...written, ...waiting.filter(({ sequence }) => sequence > after && !seen.has(sequence))];
    return known.filter(({ sequence }) => sequence < open + shift);
  }

  /** Writes what is left, closes the call and lets go of the database. */
  async end(endedAtMs: number, reason: StopReason): Promise<void> {
    await this.#attempt(async (database) => {
      await this.#flush(database);
      await endCall(database, this.#start.id, endedAtMs, reason);
      database.close();
    });
  }

  #attempt(work: (database: Database) => Promise<void>): Promise<void> {
    this.#lastWrite = this.#lastWrite.then(async () => {
      try {
        this.#database ??= openDatabase(() => {
          this.#database = null;
        });
        await work(await this.#database);
        this.#onTrouble(null);
      } catch (error) {
        const opened = this.#database;
        this.#database = null;
        await opened?.then((database) => database.close()).catch(() => {});
        this.#onTrouble(error instanceof DOMException && error.name === 'QuotaExceededError' ? 'storage-full' : 'storage-refused');
      }
    });
    return this.#lastWrite;
  }

  async #flush(database: Database): Promise<void> {
    this.#earlier ??= await beginCall(database, this.#start);
    const { lastSequence, highestOrdinal } = this.#earlier;
    // The rest of a slice that an earlier engine had begun is left out, so that neither is written over the other.
    if (this.#shift === null) this.#slices = this.#slices.filter(({ sequence }) => sequence !== lastSequence);
    const [slices, people] = [new Set(this.#slices), new Set(this.#people.values())];
    const [first] = slices;
    // Nothing is written over, not even if the clock was set back while the engine was lost.
    if (first) this.#shift ??= Math.max(0, lastSequence + 1 - first.sequence);
    const shift = this.#shift ?? 0;
    // Nobody gets another one's number.
    const numbered = <T extends { readonly ordinal: number }>(line: T): T =>
      line.ordinal === ROOM_ORDINAL ? line : { ...line, ordinal: line.ordinal + highestOrdinal };
    await appendSlices(database, this.#start, {
      slices: [...slices].map(({ sequence, faces, lines }) => ({ sequence: sequence + shift, faces, lines: lines.map(numbered) })),
      participants: [...people].map(numbered),
    });
    // More may have come meanwhile.
    this.#slices = this.#slices.filter((slice) => !slices.has(slice));
    for (const [ordinal, person] of this.#people) if (people.has(person)) this.#people.delete(ordinal);
  }
}
