import type { ParticipantId } from '../core/identity.ts';
import type { Mode } from '../core/mode.ts';
import { NO_POLICY, type Policy } from '../core/policy.ts';
import type { RoomReading } from '../core/reading.ts';
import type { DetailAnswer, EngineStatus, EngineToPanel, LiveHistory, LiveTick } from '../wire/panel-live.ts';
import { cardState, LABEL_HOLD_MS, withHistory, withReading, type CardState, type Person } from './person.ts';
import { settle, type Settled } from './settle.ts';
import type { Bookmark, PageState, PanelEvent, PanelReview } from './source.ts';
import { appendPoint, direction, mergePoints, valenceLevel, type Direction, type TrendPoint, type ValenceLevel } from './trend.ts';

/** The room's trend; everything null until there are enough faces. */
export interface Room {
  readonly latest: RoomReading | null;
  readonly level: Settled<ValenceLevel> | null;
  readonly direction: Settled<Direction> | null;
  readonly points: readonly TrendPoint[];
}

/** One line of the whole call, in means of five seconds; of the room where `participant` is null. */
export type Detail = Pick<DetailAnswer, 'participant' | 'points'>;

type Watch = Omit<Extract<PanelEvent, { type: 'watch' }>, 'type'>;

/** What belongs to one watched stretch and is forgotten with it. */
interface Session {
  readonly engine: EngineStatus | null;
  readonly connected: boolean;
  readonly room: Room;
  readonly people: ReadonlyMap<ParticipantId, Person>;
  /** Of the line that was last asked for. */
  readonly detail: Detail | null;
  /** Ascending in time. */
  readonly bookmarks: readonly Bookmark[];
  /** When the engine last said anything, and when its last tick arrived, by the panel's clock. */
  readonly heardMs: number | null;
  readonly liveMs: number | null;
  /** When it was captured, in the time of the points. */
  readonly capturedAtMs: number | null;
}

export interface PanelState extends Session {
  /** Undefined until the source has said it. */
  readonly mode: Mode | null | undefined;
  readonly policy: Policy;
  readonly page: PageState;
  /** The origin to ask for while the page is `offered`. */
  readonly offer: string | null;
  readonly watch: Watch;
  readonly review: PanelReview | null;
}

/** Nothing heard for this long while watching: the engine or its port is gone, whether or not anyone was told. */
export const SILENCE_MS = 10_000;

const NEW_SESSION: Session = {
  engine: null,
  connected: true,
  room: { latest: null, level: null, direction: null, points: [] },
  people: new Map(),
  detail: null,
  bookmarks: [],
  heardMs: null,
  liveMs: null,
  capturedAtMs: null,
};

export const INITIAL_STATE: PanelState = {
  ...NEW_SESSION,
  mode: undefined,
  policy: NO_POLICY,
  page: 'unknown',
  offer: null,
  watch: { startedAtMs: null, stopped: null },
  review: null,
};

/** The next state. Pure: time is an argument.
 * @param nowMs the panel's clock, in ms since the epoch */
export function reduce(state: PanelState, event: PanelEvent, nowMs: number): PanelState {
  switch (event.type) {
    case 'mode':
      // What was gathered in one mode is never shown in another.
      if (state.mode === undefined || event.mode === state.mode) return { ...state, mode: event.mode };
      return { ...state, ...NEW_SESSION, engine: state.engine, mode: event.mode };
    case 'policy':
      return { ...state, policy: event.policy };
    case 'page':
      return { ...state, page: event.page, offer: event.page === 'offered' ? event.origin : null };
    case 'watch':
      return withWatch(state, { startedAtMs: event.startedAtMs, stopped: event.stopped });
    case 'review':
      return { ...state, review: event.review };
    case 'disconnected':
      return { ...state, connected: false };
    case 'bookmarks':
      return { ...state, bookmarks: event.bookmarks };
    case 'engine':
      return withMessage(state, event.message, nowMs);
  }
}

function withWatch(state: PanelState, watch: Watch): PanelState {
  const before = state.watch.startedAtMs;
  // The history may arrive before the news that watching is on: off → on forgets nothing.
  const sameSession = watch.startedAtMs !== null && (before === null || before === watch.startedAtMs);
  return sameSession ? { ...state, watch } : { ...state, ...NEW_SESSION, watch };
}

function withMessage(state: PanelState, message: EngineToPanel, nowMs: number): PanelState {
  const heard = { connected: true, heardMs: nowMs };
  const on = state.watch.startedAtMs !== null;
  switch (message.type) {
    case 'status':
      // A late farewell of the last session must not end the next one.
      return !on && message.status.phase === 'stopped' ? state : { ...state, ...heard, engine: message.status };
    case 'history':
      return { ...state, ...heard, ...withLiveHistory(state, message) };
    case 'live':
      return on ? { ...state, ...heard, ...withTick(state, message, nowMs) } : state;
    case 'detail':
      return { ...state, ...heard, detail: withDetail(state.detail, message) };
  }
}

/** Adds what is new; the rest of somebody else's line, who is no longer open, is passed over. */
function withDetail(before: Detail | null, { participant, after, points }: DetailAnswer): Detail | null {
  if (after >= 0 && before?.participant !== participant) return before;
  const known = after >= 0 ? (before?.points ?? []) : [];
  const last = known.at(-1)?.sequence ?? -1;
  return { participant, points: [...known, ...points.filter(({ sequence }) => sequence > last)] };
}

function withLiveHistory(state: PanelState, history: LiveHistory): Pick<Session, 'room' | 'people'> {
  const people = new Map(state.people);
  for (const { participant, name, self, points } of history.participants) {
    people.set(participant, withHistory(people.get(participant), { id: participant, name, self }, points));
  }
  return { people, room: { ...state.room, points: mergePoints(state.room.points, history.room) } };
}

function withTick(state: PanelState, tick: LiveTick, nowMs: number): Partial<Session> {
  const seen = new Map(state.people);
  for (const reading of tick.readings) {
    seen.set(reading.participant, withReading(seen.get(reading.participant), reading, nowMs));
  }
  const people = new Map([...seen].filter(([, person]) => person.state === null || cardState(person, nowMs) !== null));
  return { people, room: withRoom(state.room, tick.room), liveMs: nowMs, capturedAtMs: tick.capturedAtMs };
}

function withRoom(room: Room, latest: RoomReading): Room {
  const { atMs, mood } = latest;
  const points = appendPoint(room.points, { atMs, valence: mood?.valence ?? null });
  if (mood === null) return { latest, points, level: null, direction: null };
  const heading = direction(points, atMs);
  return {
    latest,
    points,
    level: settle(room.level, valenceLevel(mood.valence), atMs, LABEL_HOLD_MS),
    direction: heading === null ? null : settle(room.direction, heading, atMs, LABEL_HOLD_MS),
  };
}

export type Phase = 'switched-off' | 'setup' | 'idle' | 'loading' | 'watching' | 'catching-up' | 'stopped';

/** What the panel is doing, told from the facts; null until the source has spoken. */
export function phaseOf(state: PanelState, nowMs: number): Phase | null {
  const { mode, policy, watch, engine, connected, liveMs } = state;
  if (mode === undefined) return null;
  if (policy.off) return 'switched-off';
  if (mode === null) return 'setup';
  if (watch.startedAtMs === null) return watch.stopped === null ? 'idle' : 'stopped';
  if (engine?.phase === 'stopped') return 'stopped';
  const ready = engine?.phase === 'watching';
  if (liveMs === null && !ready) return 'loading';
  // An engine that loads again in the middle of a call: the last readings stay in view meanwhile.
  return connected && (ready || engine === null) && !isSilent(state, nowMs) ? 'watching' : 'catching-up';
}

function isSilent({ engine, heardMs }: PanelState, nowMs: number): boolean {
  // Without a tile there is nothing to tick about.
  const expected = engine?.phase !== 'watching' || !engine.notices.includes('no-tiles');
  return expected && heardMs !== null && nowMs - heardMs > SILENCE_MS;
}

/** A participant with what the card says. */
export interface Card {
  readonly person: Person;
  readonly state: CardState;
}

/** The cards to draw, in no order yet. */
export function cards({ liveMs, mode, people }: PanelState): readonly Card[] {
  if (liveMs === null || mode === 'room') return [];
  return [...people.values()]
    .filter(({ self }) => self || mode === 'each')
    .flatMap((person) => {
      const shown = cardState(person, liveMs);
      return shown === null ? [] : [{ person, state: shown }];
    });
}
