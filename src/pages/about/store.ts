import { type ReadonlySignal, signal } from '@preact/signals';
import type { AboutSource, Build, Now } from './source.ts';

/** What the page shows; null until it is known. */
export interface AboutStore {
  readonly now: ReadonlySignal<Now | null>;
  readonly build: ReadonlySignal<Build | null>;
  /** Reads again what changes. */
  refresh(): Promise<void>;
  load(): Promise<void>;
}

export function createAboutStore(source: AboutSource): AboutStore {
  const now = signal<Now | null>(null);
  const build = signal<Build | null>(null);
  const refresh = async () => {
    now.value = await source.now();
  };
  return {
    now,
    build,
    refresh,
    load: async () => {
      await Promise.all([
        refresh(),
        source.build().then((value) => {
          build.value = value;
        }),
      ]);
    },
  };
}
