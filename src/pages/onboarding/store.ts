import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Mode } from '../../core/mode.ts';
import { allowedMode, NO_POLICY, type Policy } from '../../core/policy.ts';
import type { OnboardingSource } from './source.ts';

/** Why the choice could not be used. */
type Refusal = 'not-confirmed' | 'not-stored';

/** What the page shows; nothing is stored before {@link OnboardingStore.use}. */
export interface OnboardingStore {
  /** The stored choice as far as the policy leaves it; null until it was read. */
  readonly current: ReadonlySignal<Mode | null>;
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

/** Selected until the user or the stored choice says otherwise. */
const FIRST_SELECTED: Mode = 'me';

export function createOnboardingStore(source: OnboardingSource): OnboardingStore {
  const stored = signal<Mode | null>(null);
  const policy = signal(NO_POLICY);
  const selected = signal<Mode>(FIRST_SELECTED);
  const confirmed = signal(false);
  const failed = signal<Refusal | null>(null);
  const done = signal(false);
  const lacksConfirmation = computed(() => selected.value === 'each' && !confirmed.value);
  return {
    current: computed(() => allowedMode(stored.value, policy.value)),
    policy,
    selected,
    confirmed,
    // The reproach goes away as soon as its reason does.
    refusal: computed(() => (failed.value === 'not-confirmed' && !lacksConfirmation.value ? null : failed.value)),
    done,
    load: async () => {
      // Each for itself: the page is there without either, and waits for neither.
      const decided = source.policy().then((value) => {
        batch(() => {
          policy.value = value;
          selected.value = value.mode ?? selected.value;
        });
      });
      const chosen = source.currentMode().then((mode) => {
        batch(() => {
          stored.value = mode;
          // What was selected meanwhile stays.
          if (mode !== null && policy.value.mode === null && selected.value === FIRST_SELECTED) selected.value = mode;
        });
      });
      await Promise.all([decided, chosen].map((read) => read.catch((error: unknown) => console.error(error))));
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
        stored.value = mode;
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
