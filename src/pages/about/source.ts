import type { RequestLog } from '../../platform/request-log.ts';
import type { StoredAmount } from '../../platform/stored-amount.ts';
import type { EngineReport } from '../../wire/commands.ts';
import type { Licences } from '../../wire/licences.ts';

/** What is fixed in this build and browser. */
export interface Build {
  readonly extensionVersion: string;
  readonly browserVersion: string;
  /** Null if the list cannot be read. */
  readonly licences: Licences | null;
}

/** All that the About page asks of the world; tests give it a source of their own. */
export interface AboutSource {
  /** Null where the browser refuses to say. */
  stored(): Promise<StoredAmount | null>;
  requests(): Promise<RequestLog>;
  /** Null while the engine does not run. */
  engine(): Promise<EngineReport | null>;
  build(): Promise<Build>;
}
