import type { Policy } from '../../core/policy.ts';
import type { Settings } from '../../wire/settings.ts';

/** A keyboard command as the browser knows it. */
export interface Shortcut {
  /** As in the manifest. */
  readonly name: string;
  /** For example `Alt+Shift+M`; '' if the user took it away or another extension has it. */
  readonly keys: string;
}

/** All that the page shows. */
export interface Known {
  readonly settings: Settings;
  readonly policy: Policy;
  readonly shortcuts: readonly Shortcut[];
  /** Origins that access was given to on a click. */
  readonly sites: readonly string[];
}

/** All that the settings page asks of the world; tests give it a source of their own. */
export interface SettingsSource {
  /** Calls `listener` with the present state soon and with every change until `signal` aborts. */
  subscribe(listener: (known: Known) => void, signal: AbortSignal): void;
  /** Stores choices; they hold at once, everywhere. */
  change(change: Partial<Settings>): Promise<void>;
  /** Takes the access to an origin back; what is watched there stops. */
  removeSite(origin: string): Promise<void>;
  /** Opens the first-run page, where the first choice of a mode is made. */
  openSetup(): void;
  /** Opens the browser's own page for keyboard commands. */
  openShortcuts(): void;
}
