import { topExpression, type Expression } from '../core/expression.ts';
import type { ParticipantId } from '../core/identity.ts';
import type { Reading, ReadingState } from '../core/reading.ts';
import { settle, type Settled } from './settle.ts';
import { appendPoint, certaintyLevel, type Liveliness, livelinessOf, mergePoints, type CertaintyLevel, type TrendPoint } from './trend.ts';

/** The label changes only when another expression has been the top one for this long. */
export const LABEL_HOLD_MS = 1_500;
/** How long a face must be livelier or quieter than usual until it is said. */
const LIVELINESS_HOLD_MS = 5_000;
/** A state (camera off, unsure, ...) is shown only when it has stayed this long: a blink is not a state. */
const STATE_HOLD_MS = 1_000;
/** A label older than this says nothing about the face that comes back. */
const LABEL_FORGET_MS = 5_000;
/** Not in the readings for this long: left. With many tiles not every tick holds everybody. */
const LEFT_AFTER_MS = 5_000;
/** A card of someone who left vanishes after this long. */
const VANISH_AFTER_MS = 60_000;

/** What the panel knows of one participant. */
export interface Person {
  readonly id: ParticipantId;
  readonly name: string;
  readonly self: boolean;
  /** False where the page does not tell. */
  readonly speaking: boolean;
  readonly muted: boolean;
  /** Null while the participant is known from the history only. */
  readonly state: Settled<ReadingState> | null;
  readonly readsAs: Settled<Expression> | null;
  readonly certainty: Settled<CertaintyLevel> | null;
  /** Null until the resting face is known. */
  readonly liveliness: Settled<Liveliness> | null;
  /** The last valence that was read, in [-1, 1], and when. */
  readonly valence: number | null;
  readonly readAtMs: number;
  readonly points: readonly TrendPoint[];
  /** When the participant was last among the readings, by the panel's clock. */
  readonly seenMs: number;
}

type Identity = Pick<Person, 'id' | 'name' | 'self'>;

function newcomer(identity: Identity): Person {
  return {
    ...identity,
    speaking: false,
    muted: false,
    state: null,
    readsAs: null,
    certainty: null,
    liveliness: null,
    valence: null,
    readAtMs: Number.NEGATIVE_INFINITY,
    points: [],
    seenMs: Number.NEGATIVE_INFINITY,
  };
}

/** One more reading of a participant.
 * @param before undefined at the first one */
export function withReading(before: Person | undefined, reading: Reading, nowMs: number): Person {
  const { participant, name, self, speaking, muted, atMs, state, mood, relative } = reading;
  const person = before ?? newcomer({ id: participant, name, self });
  const seen: Person = {
    ...person,
    name,
    self,
    speaking: speaking ?? false,
    muted: muted ?? false,
    state: settle(person.state, state, atMs, STATE_HOLD_MS),
    points: appendPoint(person.points, { atMs, valence: mood?.valence ?? null }),
    seenMs: nowMs,
  };
  if (mood === null) return seen;
  const fresh = atMs - person.readAtMs > LABEL_FORGET_MS;
  return {
    ...seen,
    readsAs: settle(fresh ? null : person.readsAs, topExpression(mood.expression), atMs, LABEL_HOLD_MS),
    certainty: settle(fresh ? null : person.certainty, certaintyLevel(mood.certainty), atMs, LABEL_HOLD_MS),
    liveliness: relative && settle(fresh ? null : person.liveliness, livelinessOf(relative.arousal), atMs, LIVELINESS_HOLD_MS),
    valence: mood.valence,
    readAtMs: atMs,
  };
}

/** The same participant with what the engine remembers. */
export function withHistory(before: Person | undefined, identity: Identity, points: readonly TrendPoint[]): Person {
  const person = before ?? newcomer(identity);
  return { ...person, points: mergePoints(person.points, points) };
}

/** What a card says: a state of the tile, or that the participant is gone. */
export type CardState = ReadingState | 'left';

/** @param liveMs when the last tick arrived; while ticks are missing nobody leaves
 * @returns null if the participant has no card (not seen live yet, or gone for a minute) */
export function cardState(person: Person, liveMs: number): CardState | null {
  if (person.state === null) return null;
  const absentMs = liveMs - person.seenMs;
  if (absentMs > VANISH_AFTER_MS) return null;
  return absentMs > LEFT_AFTER_MS ? 'left' : person.state.shown;
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Own card first, then by name; equal names by id, so that cards never change places. */
export function compareCards(a: Person, b: Person): number {
  if (a.self !== b.self) return a.self ? -1 : 1;
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}
