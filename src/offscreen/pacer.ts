import {
  allowedShare,
  type Candidate,
  FIRST_LOAD,
  type Load,
  measured,
  msPerTile,
  type Plan,
  planTick,
  SLOWEST_READING_MS,
} from '../core/governor.ts';
import type { ParticipantId } from '../core/identity.ts';
import type { Reading } from '../core/reading.ts';
import type { FrameTile } from '../wire/frames.ts';
import type { EngineSettings } from '../wire/settings.ts';
import type { Power } from './power.ts';

/** Valence or arousal that moved by this much between two readings: the face is changing. */
const CHANGING_FROM = 0.12;
/** Ticks that the rate which the panel shows is measured over. */
const MEASURED_TICKS = 20;

type Live = Pick<Candidate, 'participant' | 'speaking'>;

/** What a tick took: when it was asked for, when its pictures came, from when they were looked at, and when they were read. */
interface Tick {
  readonly askedAtMs: number;
  readonly arrivedAtMs: number;
  readonly begunAtMs: number;
  readonly readAtMs: number;
  readonly workMs: number;
  /** Tiles that were read. */
  readonly read: number;
}

/** Keeps a session's work within its budget: remembers what ticks cost and who was read when. */
export class Pacer {
  readonly #power: Power;
  readonly #last = new Map<ParticipantId, { readonly reading: Reading; readonly changing: boolean }>();
  /** When the pictures were taken that each was last read in, or is being read in now. */
  readonly #picturedAtMs = new Map<ParticipantId, number>();
  readonly #ticks: (Tick & { readonly people: number })[] = [];
  #live: readonly Live[] = [];
  #load: Load = FIRST_LOAD;

  constructor(power: Power) {
    this.#power = power;
  }

  /** What comes next.
   * @param nowMs in the time of the readings */
  plan({ budget }: EngineSettings, nowMs: number): Plan {
    const candidates = this.#live.map(({ participant, speaking }): Candidate => {
      const readAtMs = this.#picturedAtMs.get(participant) ?? Number.NEGATIVE_INFINITY;
      return { participant, speaking, changing: this.#last.get(participant)?.changing ?? false, readAtMs };
    });
    return planTick(candidates, this.#load, allowedShare(budget, this.#load, this.#power.onBattery), nowMs);
  }

  /** How long the next pictures may be asked for after others begin to be looked at, so that they come when those are done.
   * @param tiles that are looked at */
  leadMs(tiles: number): number {
    return tiles * this.#load.analysisMsPerTile - this.#load.answerMs;
  }

  /**
   * A tick's pictures begin to be looked at: whoever is planned for the next has their turn after these.
   * @param tiles all of the page
   * @param looked those that are looked at
   */
  begin(tiles: readonly FrameTile[], looked: readonly FrameTile[], capturedAtMs: number): void {
    this.#live = tiles.flatMap(({ participant, speaking, state }) =>
      state === 'live' ? [{ participant, speaking: speaking ?? false }] : [],
    );
    for (const { participant } of looked) this.#picturedAtMs.set(participant, capturedAtMs);
    const there = new Set(tiles.map(({ participant }) => participant));
    for (const known of [this.#last, this.#picturedAtMs])
      for (const participant of known.keys()) if (!there.has(participant)) known.delete(participant);
  }

  /**
   * Takes in one tick.
   * @param readings those that were read
   * @param droppedShare of the page's frames, or null where the page does not tell
   */
  take(readings: readonly Reading[], tick: Tick, droppedShare: number | null): void {
    const { askedAtMs, arrivedAtMs, begunAtMs, readAtMs, workMs, read: tiles } = tick;
    // The clock may have been set meanwhile.
    const between = (fromMs: number, toMs: number) => Math.min(Math.max(0, toMs - fromMs), SLOWEST_READING_MS);
    const [answerMs, analysisMs] = [between(askedAtMs, arrivedAtMs), between(begunAtMs, readAtMs)];
    this.#load = measured(this.#load, { workMs, tiles, answerMs, analysisMs, droppedShare });
    for (const reading of readings) {
      const before = this.#last.get(reading.participant)?.reading.mood;
      const { mood } = reading;
      const moved = before && mood ? Math.max(Math.abs(before.valence - mood.valence), Math.abs(before.arousal - mood.arousal)) : 0;
      this.#last.set(reading.participant, { reading, changing: moved >= CHANGING_FROM });
    }
    this.#ticks.push({ ...tick, people: this.#live.length });
    if (this.#ticks.length > MEASURED_TICKS) this.#ticks.shift();
  }

  /** What was last read of those who are in view but were not read in this tick. */
  awaiting(readings: readonly Reading[]): Reading[] {
    const read = new Set(readings.map(({ participant }) => participant));
    return this.#live.flatMap(({ participant }) => {
      const last = read.has(participant) ? undefined : this.#last.get(participant);
      return last ? [last.reading] : [];
    });
  }

  /** For the panel: readings per second and person, ms per reading, people. */
  figures(): { rateHz: number; msPerTile: number; tiles: number } {
    const [first, last] = [this.#ticks[0], this.#ticks.at(-1)];
    const seconds = first && last ? (last.askedAtMs - first.askedAtMs) / 1_000 : 0;
    const perPerson = this.#ticks.slice(1).reduce((sum, { read, people }) => sum + (people > 0 ? read / people : 1), 0);
    return {
      rateHz: seconds > 0 ? perPerson / seconds : 0,
      msPerTile: this.#ticks.some(({ read }) => read > 0) ? msPerTile(this.#load) : 0,
      tiles: last?.people ?? 0,
    };
  }
}
