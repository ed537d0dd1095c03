import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Mode } from '../../core/mode.ts';
import { allowedMode, NO_POLICY, type Policy } from '../../core/policy.ts';
import type { OnboardingSource } from './source.ts';

/** Why the choice could not be used. */
type Refusal = 'not-confirmed' | 'not-stored';

/** What the page shows; nothing is stored before {@link OnboardingStore.use}. */
export interface OnboardingStore {
  /** The stored choice; undefined until it was read. */
  readonly current: ReadonlySignal<Mode | null | undefined>;
  readonly policy: ReadonlySignal<Policy>;
  /** The selected choice. */
  readonly selected: Signal<Mode>;
  readonly confirmed: Signal<boolean>;
  readonly refusal: ReadonlySignal<Refusal | null>;
  /** The choice was stored on this visit: say what comes next. */
  readonly done: ReadonlySignal<boolean>;
  load(): Promise<void>;
  use(): Promise<void>;
  /** Back from the confirmation to the choice. */
  reopen(): void;
  openPanel(): void;
  openTryIt(): void;
}

export function createOnboardingStore(source: OnboardingSource): OnboardingStore {
  const current = signal<Mode | null | undefined>(undefined);
  const policy = signal(NO_POLICY);
  const selected = signal<Mode>('me');
  const confirmed = signal(false);
  const failed = signal<Refusal | null>(null);
  const done = signal(false);
  const lacksConfirmation = computed(() => selected.value === 'each' && !confirmed.value);
  return {
    current,
    policy,
    selected,
    confirmed,
    // The reproach goes away as soon as its reason does.
    refusal: computed(() => (failed.value === 'not-confirmed' && !lacksConfirmation.value ? null : failed.value)),
    done,
    load: async () => {
      const decided = await source.policy();
      const mode = await source.currentMode().catch((error: unknown) => {
        console.error(error);
        return null;
      });
      batch(() => {
        policy.value = decided;
        current.value = allowedMode(mode, decided);
        selected.value = decided.mode ?? mode ?? 'me';
      });
    },
    use: async () => {
      const mode = selected.value;
      failed.value = lacksConfirmation.value ? 'not-confirmed' : null;
      if (failed.value !== null) return;
      try {
        await source.choose(mode);
      } catch (error) {
        console.error(error);
        failed.value = 'not-stored';
        return;
      }
      batch(() => {
        current.value = mode;
        done.value = true;
      });
    },
    reopen: () =>
      batch(() => {
        done.value = false;
        confirmed.value = false;
      }),
    openPanel: () => source.openPanel(),
    openTryIt: () => source.openTryIt(),
  };
}
