import type { RequestLog } from '../../platform/request-log.ts';
import type { StoredAmount } from '../../platform/stored-amount.ts';
import type { EngineReport } from '../../wire/commands.ts';
import type { Licences } from '../../wire/licences.ts';

/** What changes while the page is open; it is read again whenever the page comes into sight. */
export interface Now {
  /** Null where the browser refuses to say. */
  readonly stored: StoredAmount | null;
  readonly requests: RequestLog;
  /** Null while the engine does not run. */
  readonly engine: EngineReport | null;
}

/** What is fixed in this build and browser. */
export interface Build {
  readonly extensionVersion: string;
  readonly browserVersion: string;
  /** Null if the list cannot be read. */
  readonly licences: Licences | null;
}

/** All that the About page asks of the world; tests give it a source of their own. */
export interface AboutSource {
  now(): Promise<Now>;
  build(): Promise<Build>;
}
