import {
  allowedShare,
  type Candidate,
  FIRST_LOAD,
  type Load,
  measured,
  type Plan,
  planTick,
  SLOWEST_READING_MS,
} from '../core/governor.ts';
import type { ParticipantId } from '../core/identity.ts';
import type { Reading } from '../core/reading.ts';
import { medianAndP95 } from '../core/schedule.ts';
import type { FrameTile } from '../wire/frames.ts';
import type { EngineSettings } from '../wire/settings.ts';
import type { Power } from './power.ts';

/** Valence or arousal that moved by this much between two readings: the face is changing. */
const CHANGING_FROM = 0.12;
/** Ticks that the cost and the rate which the panel shows are measured over. */
const MEASURED_TICKS = 20;

type Live = Pick<Candidate, 'participant' | 'speaking'>;

/** What a tick cost. */
interface Tick {
  readonly startMs: number;
  /** When its last reading was there. */
  readonly endMs: number;
  readonly workMs: number;
  /** Tiles that were read. */
  readonly read: number;
  /** People whose picture could have been read. */
  readonly people: number;
}

/** Keeps a session's work within its budget: remembers what ticks cost and who was read when. */
export class Pacer {
  readonly #power: Power;
  readonly #last = new Map<ParticipantId, { readonly reading: Reading; readonly changing: boolean }>();
  readonly #ticks: Tick[] = [];
  #live: readonly Live[] = [];
  #load: Load = FIRST_LOAD;

  constructor(power: Power) {
    this.#power = power;
  }

  /** What comes next.
   * @param nowMs in the time of the readings */
  plan({ budget }: EngineSettings, nowMs: number): Plan {
    const candidates = this.#live.map(({ participant, speaking }): Candidate => {
      const last = this.#last.get(participant);
      return { participant, speaking, changing: last?.changing ?? false, readAtMs: last?.reading.atMs ?? Number.NEGATIVE_INFINITY };
    });
    return planTick(candidates, this.#load, allowedShare(budget, this.#load, this.#power.onBattery), nowMs);
  }

  /**
   * Takes in one tick.
   * @param tiles all of the page
   * @param readings those that were read
   * @param droppedShare of the page's frames, or null where the page does not tell
   */
  take(tiles: readonly FrameTile[], readings: readonly Reading[], tick: Omit<Tick, 'people'>, droppedShare: number | null): void {
    this.#live = tiles.flatMap(({ participant, speaking, state }) =>
      state === 'live' ? [{ participant, speaking: speaking ?? false }] : [],
    );
    const { startMs, endMs, workMs, read: looked } = tick;
    // The clock may have been set meanwhile.
    const tickMs = Math.min(Math.max(0, endMs - startMs), SLOWEST_READING_MS);
    this.#load = measured(this.#load, { workMs, tiles: looked, tickMs, droppedShare });
    for (const reading of readings) {
      const before = this.#last.get(reading.participant)?.reading.mood;
      const { mood } = reading;
      const moved = before && mood ? Math.max(Math.abs(before.valence - mood.valence), Math.abs(before.arousal - mood.arousal)) : 0;
      this.#last.set(reading.participant, { reading, changing: moved >= CHANGING_FROM });
    }
    const there = new Set(tiles.map(({ participant }) => participant));
    for (const participant of this.#last.keys()) if (!there.has(participant)) this.#last.delete(participant);
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
    const seconds = first && last ? (last.startMs - first.startMs) / 1_000 : 0;
    const perPerson = this.#ticks.slice(1).reduce((sum, { read, people }) => sum + (people > 0 ? read / people : 1), 0);
    return {
      rateHz: seconds > 0 ? perPerson / seconds : 0,
      msPerTile: medianAndP95(this.#ticks.filter(({ read }) => read > 0).map(({ workMs, read }) => workMs / read)).median,
      tiles: last?.people ?? 0,
    };
  }
}
