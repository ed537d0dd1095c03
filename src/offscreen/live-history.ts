import type { Millis, ParticipantId } from '../core/identity.ts';
import type { Mode } from '../core/mode.ts';
import type { Reading, RoomReading } from '../core/reading.ts';
import type { LiveHistory } from '../wire/panel-live.ts';

type Point = LiveHistory['room'][number];

/** One point per this many ms is enough for a sparkline. */
const POINT_EVERY_MS = 1_000;
/** Points that are kept per line: ten minutes. */
const MAXIMUM_POINTS = 600;
/** People who are kept: several times as many as any call shows at once. */
export const MAXIMUM_PEOPLE = 500;

/** What a panel that is opened late is shown at once: valence over the last minutes, thinned out. */
export class LiveHistoryKeeper {
  readonly #startedAtMs: Millis;
  readonly #room: Point[] = [];
  readonly #people = new Map<ParticipantId, { name: string; self: boolean; points: Point[] }>();

  constructor(startedAtMs: Millis) {
    this.#startedAtMs = startedAtMs;
  }

  take(readings: readonly Reading[], room: RoomReading): void {
    append(this.#room, room.atMs, room.mood?.valence ?? null);
    for (const { participant, name, self, atMs, mood } of readings) {
      const person = this.#people.get(participant) ?? { name, self, points: [] };
      person.name = name || person.name;
      append(person.points, atMs, mood?.valence ?? null);
      this.#people.set(participant, person);
    }
    // Who left long ago leaves the sparklines too.
    for (const [participant, { points }] of this.#people) {
      if (room.atMs - (points.at(-1)?.atMs ?? 0) > POINT_EVERY_MS * MAXIMUM_POINTS) this.#people.delete(participant);
    }
    const tooMany = this.#people.size - MAXIMUM_PEOPLE;
    if (tooMany <= 0) return;
    const seenAtMs = ([, { points }]: [ParticipantId, { points: readonly Point[] }]) => points.at(-1)?.atMs ?? 0;
    const oldestFirst = [...this.#people].toSorted((a, b) => seenAtMs(a) - seenAtMs(b));
    for (const [participant] of oldestFirst.slice(0, tooMany)) this.#people.delete(participant);
  }

  /** In mode `room` no single person is told of. */
  message(mode: Mode): LiveHistory {
    const people = mode === 'room' ? [] : [...this.#people];
    return {
      type: 'history',
      startedAtMs: this.#startedAtMs,
      room: [...this.#room],
      participants: people.map(([participant, { name, self, points }]) => ({ participant, name, self, points: [...points] })),
    };
  }
}

function append(points: Point[], atMs: Millis, valence: number | null): void {
  const last = points.at(-1);
  if (last && atMs - last.atMs < POINT_EVERY_MS) return;
  points.push({ atMs, valence });
  if (points.length > MAXIMUM_POINTS) points.shift();
}
