import type { CallRecord } from '../../core/call-record.ts';
import type { Damage, ListedCall } from '../../core/history.ts';
import type { SessionId } from '../../core/identity.ts';

/** All that the history page asks of the world; tests give it a source of their own.
 * Refused storage rejects with a `DOMException`, a full disk with one named `QuotaExceededError`. */
export interface HistorySource {
  /** Calls `changed` whenever a call began, ended or was cleared away, until `signal` aborts. */
  onChange(changed: () => void, signal: AbortSignal): void;
  /** Every call, the newest first. */
  list(): Promise<{ readonly calls: readonly ListedCall[]; readonly damage: Damage }>;
  /** The names in each call, for the search. */
  names(): Promise<ReadonlyMap<SessionId, readonly string[]>>;
  read(id: SessionId): Promise<CallRecord | null>;
  rename(id: SessionId, title: string): Promise<void>;
  remove(id: SessionId): Promise<void>;
  /** All of them or none. @returns how many were not here yet */
  take(calls: readonly CallRecord[]): Promise<number>;
  /** The user has read what was damaged. */
  forgetDamage(): Promise<void>;
}
