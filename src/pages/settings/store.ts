import { signal, type ReadonlySignal } from '@preact/signals';
import type { Settings } from '../../wire/settings.ts';
import type { Known, SettingsSource } from './source.ts';

export interface SettingsStore {
  /** Null until the source has spoken. */
  readonly known: ReadonlySignal<Known | null>;
  /** How the last change ended. */
  readonly outcome: ReadonlySignal<'saved' | 'not-saved' | null>;
  change(change: Partial<Settings>): Promise<void>;
  removeSite(origin: string): Promise<void>;
  openSetup(): void;
  openShortcuts(): void;
}

export function createSettingsStore(source: SettingsSource, life: AbortSignal): SettingsStore {
  const known = signal<Known | null>(null);
  const outcome = signal<'saved' | 'not-saved' | null>(null);
  source.subscribe((told) => {
    known.value = told;
  }, life);
  const save = async (change: Promise<void>): Promise<void> => {
    // Emptied first, so that a second "Saved." is read aloud too.
    outcome.value = null;
    try {
      await change;
      outcome.value = 'saved';
    } catch (error) {
      console.error(error);
      outcome.value = 'not-saved';
      // What was tapped goes back to what is stored.
      if (known.value !== null) known.value = { ...known.value };
    }
  };
  return {
    known,
    outcome,
    change: (change) => save(source.change(change)),
    removeSite: (origin) => save(source.removeSite(origin)),
    openSetup: () => source.openSetup(),
    openShortcuts: () => source.openShortcuts(),
  };
}
