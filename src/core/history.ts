import type { CallFacts } from './call-record.ts';
import type { CallSummary } from './summary.ts';

/** One line of the list of calls; `summary` is null while the call is being watched. */
export interface ListedCall extends CallFacts {
  /** When it came into the history, by watching or by import. */
  readonly storedAtMs: number;
  readonly summary: CallSummary | null;
}

/** What could not be read and had to be put aside, until the user has read of it. */
export interface Damage {
  readonly records: number;
  /** The browser lost the whole history and began an empty one. */
  readonly everything: boolean;
}

export const NO_DAMAGE: Damage = { records: 0, everything: false };
