import type { ParticipantId } from '../core/identity.ts';
import { compareCards, type Person } from './person.ts';
import { recentChange } from './trend.ts';

/** By name, by how much the last half minute differs from before, or by how sure the readings are. */
export const SORTINGS = ['name', 'change', 'certainty'] as const;
export type Sorting = (typeof SORTINGS)[number];

/** The order of the cards, kept for a while: cards that jump about can't be read. */
export interface CardOrder {
  readonly by: Sorting;
  readonly ids: readonly ParticipantId[];
  readonly sortedAtMs: number;
}

export const FIRST_ORDER: CardOrder = { by: 'name', ids: [], sortedAtMs: Number.NEGATIVE_INFINITY };

/** Cards are put in order again after this long at the earliest. */
export const RESORT_MS = 10_000;
/** Changes that differ by less count as equal. */
const CHANGE_STEP = 0.1;

const CERTAINTY_RANK = { high: 2, fair: 1, low: 0 } as const;

/** The next order. Between two sortings everybody keeps the place, and who is new comes last.
 * @param people whoever has a card now */
export function nextOrder(order: CardOrder, people: readonly Person[], by: Sorting, nowMs: number): CardOrder {
  if (by === order.by && nowMs - order.sortedAtMs < RESORT_MS && by !== 'name') {
    const present = new Set(people.map(({ id }) => id));
    const kept = order.ids.filter((id) => present.delete(id));
    return { ...order, ids: [...kept, ...present] };
  }
  const rank = (person: Person) => (by === 'change' ? changeOf(person, nowMs) : by === 'certainty' ? certaintyOf(person) : 0);
  const ranked = people.map((person) => ({ person, rank: rank(person) }));
  const ids = ranked.toSorted((a, b) => b.rank - a.rank || compareCards(a.person, b.person)).map(({ person }) => person.id);
  return { by, ids, sortedAtMs: nowMs };
}

function changeOf({ points }: Person, nowMs: number): number {
  const change = recentChange(points, points.at(-1)?.atMs ?? nowMs);
  return change === null ? -1 : Math.round(Math.abs(change) / CHANGE_STEP);
}

function certaintyOf({ state, certainty }: Person): number {
  return state?.shown === 'ok' && certainty !== null ? CERTAINTY_RANK[certainty.shown] : -1;
}
