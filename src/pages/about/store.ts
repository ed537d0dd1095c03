import { type ReadonlySignal, signal, type Signal } from '@preact/signals';
import type { RequestLog } from '../../platform/request-log.ts';
import type { StoredAmount } from '../../platform/stored-amount.ts';
import type { EngineReport } from '../../wire/commands.ts';
import type { AboutSource, Build } from './source.ts';

/** What the page shows; undefined until it is known, each for itself. */
export interface AboutStore {
  readonly stored: ReadonlySignal<StoredAmount | null | undefined>;
  readonly requests: ReadonlySignal<RequestLog | undefined>;
  readonly engine: ReadonlySignal<EngineReport | null | undefined>;
  readonly build: ReadonlySignal<Build | undefined>;
  /** Reads again what changes while the page is open. */
  refresh(): void;
  load(): void;
}

export function createAboutStore(source: AboutSource): AboutStore {
  const stored = signal<StoredAmount | null | undefined>();
  const requests = signal<RequestLog | undefined>();
  const engine = signal<EngineReport | null | undefined>();
  const build = signal<Build | undefined>();
  const refresh = () => {
    void fill(stored, source.stored());
    void fill(requests, source.requests());
    void fill(engine, source.engine());
  };
  return {
    stored,
    requests,
    engine,
    build,
    refresh,
    load: () => {
      refresh();
      void fill(build, source.build());
    },
  };
}

async function fill<T>(known: Signal<T | undefined>, reading: Promise<T>): Promise<void> {
  known.value = await reading;
}
