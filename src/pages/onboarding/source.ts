import type { Mode } from '../../core/mode.ts';
import type { Policy } from '../../core/policy.ts';

/** All that the first-run page asks of the world; tests give it a source of their own. */
export interface OnboardingSource {
  /** The mode chosen before, or null at first run. */
  currentMode(): Promise<Mode | null>;
  /** What the organisation that manages this browser has decided. */
  policy(): Promise<Policy>;
  /** Stores the choice; watching becomes possible from here on. */
  choose(mode: Mode): Promise<void>;
  /** Opens the side panel. Must be called inside a user gesture, without an `await` before it. */
  openPanel(): void;
  /** Opens the page where own pictures and webcam are tried. */
  openTryIt(): void;
}
