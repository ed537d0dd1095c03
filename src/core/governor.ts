import type { ParticipantId } from './identity.ts';

/** How much of one core the engine may take while it watches. */
export const BUDGETS = ['low', 'normal', 'high'] as const;
export type Budget = (typeof BUDGETS)[number];
export const BUDGET_SHARES: Readonly<Record<Budget, number>> = { low: 0.07, normal: 0.15, high: 0.3 };

/** Readings per second and tile that are aimed at while the budget allows them. */
export const TARGET_RATE_HZ = 2;
/** Everybody is read at least this often, whatever it costs. */
export const SLOWEST_READING_MS = 5_000;
/** Ticks are at least as dense as this, so that who speaks need not wait for the others. */
const LONGEST_INTERVAL_MS = 950;
/** Where not everybody can be read twice a second, a tick reads no more than this share of them, or what half a second allows: who speaks
 * has a turn in each. Fewer at once would cost more each. */
const AT_ONCE = 0.6;
/** Where each reading would come less often than this, the detector saves too. */
const LOW_EFFORT_BELOW_HZ = 0.7;
/** On battery, or while the page drops frames, this much of the budget is left. */
const SPARED = 0.5;
/** The page drops frames from this share on. */
const DROPS_FROM = 0.05;
/** How much more often than the others they are read. */
const WEIGHT = { speaking: 4, changing: 2, resting: 1 } as const;
/** How much the last tick counts for what is smoothed. */
const NEWEST = 0.2;
/** Ticks whose cost is remembered. */
const MEASURED_TICKS = 12;
/** Before anything was measured, in ms per tile; above the truth, so that the first seconds do not overdraw. */
const FIRST_COST_MS = 15;
/** What is a whole number may be computed to a little less. */
const ROUNDING = 1e-9;
/** A tick may take so much longer than those before it, and everybody still has their turn in time. */
const SLACK = 1.3;

/** A participant whose picture can be read. */
export interface Candidate {
  readonly participant: ParticipantId;
  readonly speaking: boolean;
  /** Whether the expression moved between the last readings. */
  readonly changing: boolean;
  /** When they were last read, or, if never, long ago. */
  readonly readAtMs: number;
}

/** What the governor knows of the machine. */
export interface Load {
  /** ms of work per tile-sample in the last ticks, by the clock. */
  readonly costsMs: readonly number[];
  /** From a tick's question until its pictures, at its slowest lately: the next pictures cannot come sooner. */
  readonly answerMs: number;
  /** From pictures to readings, per tile, smoothed. */
  readonly analysisMsPerTile: number;
  /** Share of the call page's frames that were dropped, smoothed. */
  readonly droppedShare: number;
}

export const FIRST_LOAD: Load = { costsMs: [], answerMs: 0, analysisMsPerTile: FIRST_COST_MS, droppedShare: 0 };

export interface Plan {
  /** From the start of this tick to the start of the next. */
  readonly intervalMs: number;
  /** Who is to be read in this tick; null for everybody. */
  readonly wanted: readonly ParticipantId[] | null;
  readonly effort: 'full' | 'low';
  /** Readings per second and person that this comes to. */
  readonly rateHz: number;
}

/** What one tick took. */
export interface TickCost {
  readonly workMs: number;
  /** How many tiles were looked at; a tick without any tells nothing of the cost. */
  readonly tiles: number;
  /** From its question until its pictures. */
  readonly answerMs: number;
  /** From its pictures to their readings. */
  readonly analysisMs: number;
  /** Of the page's frames since the last tick, or null where the page does not tell. */
  readonly droppedShare: number | null;
}

/** Takes one tick into the estimate. */
export function measured(load: Load, { workMs, tiles, answerMs, analysisMs, droppedShare }: TickCost): Load {
  const towards = (old: number, now: number) => old + NEWEST * (now - old);
  return {
    costsMs: tiles > 0 ? [...load.costsMs, workMs / tiles].slice(-MEASURED_TICKS) : load.costsMs,
    // Rises at once and sinks slowly: who is read seldom must not wait for the one slow tick.
    answerMs: Math.max(answerMs, towards(load.answerMs, answerMs)),
    analysisMsPerTile: tiles > 0 ? towards(load.analysisMsPerTile, analysisMs / tiles) : load.analysisMsPerTile,
    droppedShare: droppedShare === null ? load.droppedShare : towards(load.droppedShare, droppedShare),
  };
}

/** What a tile-sample takes of a processor, in ms. On a busy machine work waits for the processor, which the clock counts as
 * well, so that the quarter of the ticks that took least says best what it costs. */
export function msPerTile({ costsMs }: Load): number {
  return costsMs.toSorted((a, b) => a - b)[Math.floor(costsMs.length / 4)] ?? FIRST_COST_MS;
}

/** The share of one core that may be used now. */
export function allowedShare(budget: Budget, { droppedShare }: Load, onBattery: boolean): number {
  return BUDGET_SHARES[budget] * (onBattery || droppedShare > DROPS_FROM ? SPARED : 1);
}

/**
 * Who is read now, and when the next tick comes. The budget is kept by reading each person less often, then by looking
 * less thoroughly; who speaks, then whose expression moves, comes first; nobody waits longer than
 * {@link SLOWEST_READING_MS} where the machine can do it at all, even if that overdraws the budget.
 * @param share of one core that may be used
 */
export function planTick(candidates: readonly Candidate[], load: Load, share: number, nowMs: number): Plan {
  const people = candidates.length;
  const fastestMs = 1_000 / TARGET_RATE_HZ;
  if (people === 0) return { intervalMs: fastestMs, wanted: null, effort: 'full', rateHz: 0 };
  const samplesPerSecond = (1_000 * share) / Math.max(msPerTile(load), 0.1);
  // Who has just come is read soon, whatever it costs.
  const isNew = candidates.some(({ readAtMs }) => readAtMs === Number.NEGATIVE_INFINITY);
  const slowestMs = isNew ? fastestMs : LONGEST_INTERVAL_MS;
  // Whole ones, and as long as they take: else what is left of one more would be lost.
  const atOnce = Math.min(people, Math.ceil(Math.max(samplesPerSecond / TARGET_RATE_HZ, AT_ONCE * people)));
  const intervalMs = Math.min(slowestMs, Math.max(fastestMs, (1_000 * atOnce) / samplesPerSecond));
  const { fewest, paceMs } = inTime(people, intervalMs, load);
  const places = Math.min(people, Math.max(fewest, Math.floor((samplesPerSecond * paceMs) / 1_000 + ROUNDING)));
  const rateHz = (places / people) * (1_000 / paceMs);
  const effort = rateHz < LOW_EFFORT_BELOW_HZ ? 'low' : 'full';
  if (places === people) return { intervalMs, wanted: null, effort, rateHz };
  // Equals take turns in being first.
  const first = Math.floor(nowMs / paceMs) % people;
  const waiting = [...candidates.slice(first), ...candidates.slice(0, first)].toSorted((a, b) => a.readAtMs - b.readAtMs);
  const urgency = ({ speaking, changing, readAtMs }: Candidate) =>
    (nowMs - readAtMs) * (speaking ? WEIGHT.speaking : changing ? WEIGHT.changing : WEIGHT.resting);
  // Whose turn it is, before anybody who matters more: else all of those come at once who were put off.
  const rest = waiting.slice(fewest).toSorted((a, b) => urgency(b) - urgency(a));
  const wanted = [...waiting.slice(0, fewest), ...rest.slice(0, places - fewest)].map(({ participant }) => participant);
  return { intervalMs, wanted, effort, rateHz };
}

/** How few can be read in each tick while all have their turn in time, and what a tick takes then. Pictures are taken while
 * those before them are looked at, so the slower of the two says when the next come. */
function inTime(people: number, intervalMs: number, { answerMs, analysisMsPerTile }: Load): { fewest: number; paceMs: number } {
  const ways = Array.from({ length: Math.floor(SLOWEST_READING_MS / intervalMs) }, (_, index) => {
    const fewest = Math.ceil(people / (index + 1));
    const paceMs = Math.max(intervalMs, answerMs, fewest * analysisMsPerTile);
    return { fewest, paceMs, allMs: (index + 1) * paceMs };
  });
  const goodEnough = ways.findLast(({ allMs }) => SLACK * allMs <= SLOWEST_READING_MS);
  return goodEnough ?? ways.reduce((best, way) => (way.allMs < best.allMs ? way : best));
}
