import * as v from 'valibot';
import { BUDGETS } from '../core/governor.ts';
import { DOUBTS } from '../core/doubt.ts';
import { MODES } from '../core/mode.ts';
import type { Policy } from '../core/policy.ts';
import { isLanguage, type LanguageTag } from '../locales/languages.ts';

export const RETENTIONS = ['call-end', '7-days', '30-days', '90-days', 'for-ever'] as const;
export const AFTER_CALL = ['keep', 'ask', 'discard'] as const;
export const NAME_CHOICES = ['kept', 'pseudonyms'] as const;
export const THEMES = ['system', 'light', 'dark'] as const;

const language = v.pipe(
  v.string(),
  v.check(isLanguage),
  v.transform((tag) => tag as LanguageTag),
);

/** What the engine obeys, from the next frame on. */
const engineEntries = {
  /** How much of the machine may be used. */
  budget: v.picklist(BUDGETS),
  /** Whether the user's own tile is read. Mode *Only me* reads it in any case. */
  ownTile: v.boolean(),
  doubt: v.picklist(DOUBTS),
  /** What the history keeps in place of the display names; the live view shows them as the call page does. */
  names: v.picklist(NAME_CHOICES),
} as const;
export const engineSettingsSchema = v.strictObject(engineEntries);
export type EngineSettings = v.InferOutput<typeof engineSettingsSchema>;

/**
 * The user's choices as they are stored. A choice that is missing (written by an older version) or does not fit is the
 * default; what is not named here is dropped.
 */
export const settingsSchema = v.object({
  /** Null until the first-run page was answered. */
  mode: v.fallback(v.nullable(v.picklist(MODES)), null),
  budget: v.fallback(engineEntries.budget, 'normal'),
  ownTile: v.fallback(engineEntries.ownTile, true),
  doubt: v.fallback(engineEntries.doubt, 'balanced'),
  names: v.fallback(engineEntries.names, 'kept'),
  /** How long a call stays in the history. */
  retention: v.fallback(v.picklist(RETENTIONS), '30-days'),
  /** What happens to a call's data when the call ends. */
  afterCall: v.fallback(v.picklist(AFTER_CALL), 'ask'),
  /** Null follows the browser. */
  language: v.fallback(v.nullable(language), null),
  theme: v.fallback(v.picklist(THEMES), 'system'),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = v.parse(settingsSchema, {});

export const engineSettings = ({ budget, ownTile, doubt, names }: Settings): EngineSettings => ({ budget, ownTile, doubt, names });

/** The browser's managed storage. What does not fit is read as no policy for that point. */
export const policySchema: v.GenericSchema<unknown, Policy> = v.pipe(
  v.object({ disabled: v.fallback(v.boolean(), false), lockMode: v.fallback(v.nullable(v.picklist(MODES)), null) }),
  v.transform(({ disabled, lockMode }) => ({ off: disabled, mode: lockMode })),
);
