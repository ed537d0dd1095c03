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
const LONGEST_INTERVAL_MS = 1_000;
/** Where each reading would come less often than this, the detector saves too. */
const LOW_EFFORT_BELOW_HZ = 0.7;
/** On battery, or while the page drops frames, this much of the budget is left. */
const SPARED = 0.5;
/** The page drops frames from this share on. */
const DROPS_FROM = 0.05;
/** How much more often than the others they are read. */
const WEIGHT = { speaking: 4, changing: 2, resting: 1 } as const;
/** How much the last tick counts for the estimate of the cost. */
const NEWEST = 0.2;
/** Before anything was measured, in ms per tile; above the truth, so that the first seconds do not overdraw. */
const FIRST_COST_MS = 15;

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
  /** ms of work per tile-sample, smoothed. */
  readonly msPerTile: number;
  /** From a tick's question until its last reading, smoothed: the next cannot come before. */
  readonly tickMs: number;
  /** Share of the call page's frames that were dropped, smoothed. */
  readonly droppedShare: number;
}

export const FIRST_LOAD: Load = { msPerTile: FIRST_COST_MS, tickMs: 0, droppedShare: 0 };

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
  /** From its question until its last reading. */
  readonly tickMs: number;
  /** Of the page's frames since the last tick, or null where the page does not tell. */
  readonly droppedShare: number | null;
}

/** Takes one tick into the estimate. */
export function measured(load: Load, { workMs, tiles, tickMs, droppedShare }: TickCost): Load {
  const towards = (old: number, now: number) => old + NEWEST * (now - old);
  return {
    msPerTile: tiles > 0 ? towards(load.msPerTile, workMs / tiles) : load.msPerTile,
    tickMs: towards(load.tickMs, tickMs),
    droppedShare: droppedShare === null ? load.droppedShare : towards(load.droppedShare, droppedShare),
  };
}

/** The share of one core that may be used now. */
export function allowedShare(budget: Budget, { droppedShare }: Load, onBattery: boolean): number {
  return BUDGET_SHARES[budget] * (onBattery || droppedShare > DROPS_FROM ? SPARED : 1);
}

/**
 * Who is read now, and when the next tick comes. The budget is kept by reading each person less often, then by looking
 * less thoroughly; who speaks, then whose expression moves, comes first; nobody waits longer than
 * {@link SLOWEST_READING_MS}, even if that overdraws the budget.
 * @param share of one core that may be used
 */
export function planTick(candidates: readonly Candidate[], { msPerTile, tickMs }: Load, share: number, nowMs: number): Plan {
  const people = candidates.length;
  const fastestMs = 1_000 / TARGET_RATE_HZ;
  if (people === 0) return { intervalMs: fastestMs, wanted: null, effort: 'full', rateHz: 0 };
  const samplesPerSecond = (1_000 * share) / Math.max(msPerTile, 0.1);
  const intervalMs = Math.min(LONGEST_INTERVAL_MS, Math.max(fastestMs, (1_000 * people) / samplesPerSecond));
  // On a machine that is busy with other things a tick may take longer than that.
  const paceMs = Math.max(intervalMs, tickMs);
  // Whoever is not read now has to fit into the ticks until it is their turn.
  const fewest = Math.ceil(people / Math.max(1, Math.floor(SLOWEST_READING_MS / paceMs - 1)));
  const places = Math.min(people, Math.max(1, fewest, Math.floor((samplesPerSecond * paceMs) / 1_000)));
  const rateHz = (places / people) * (1_000 / paceMs);
  const effort = rateHz < LOW_EFFORT_BELOW_HZ ? 'low' : 'full';
  if (places === people) return { intervalMs, wanted: null, effort, rateHz };
  const urgency = ({ speaking, changing, readAtMs }: Candidate) => {
    const waitedMs = nowMs - readAtMs;
    // Who would be too late in the next tick goes before everybody.
    if (waitedMs + 1.5 * paceMs > SLOWEST_READING_MS) return SLOWEST_READING_MS * WEIGHT.speaking + waitedMs;
    return waitedMs * (speaking ? WEIGHT.speaking : changing ? WEIGHT.changing : WEIGHT.resting);
  };
  // Equals take turns in being first.
  const first = Math.floor(nowMs / paceMs) % people;
  const wanted = [...candidates.slice(first), ...candidates.slice(0, first)]
    .map((candidate) => ({ candidate, urgency: urgency(candidate) }))
    .toSorted((a, b) => b.urgency - a.urgency)
    .slice(0, places)
    .map(({ candidate }) => candidate.participant);
  return { intervalMs, wanted, effort, rateHz };
}
