import type { Mode } from './mode.ts';

/** What an organisation has decided for its browsers. */
export interface Policy {
  /** Nothing runs. */
  readonly off: boolean;
  /** The only mode that may be used; null leaves the choice to the user. */
  readonly mode: Mode | null;
}

export const NO_POLICY: Policy = { off: false, mode: null };

/**
 * The mode that is used: the user's choice, as far as the policy leaves it.
 * @param chosen null until the first-run page was answered; a policy does not answer it in the user's place
 * @returns null while nothing may be read. *Each participant* asks for a confirmation that only the user can give,
 * so a policy that locks to it waits for the user to choose it.
 */
export function allowedMode(chosen: Mode | null, policy: Policy): Mode | null {
  if (chosen === null || policy.off) return null;
  if (policy.mode === null || policy.mode === chosen) return chosen;
  return policy.mode === 'each' ? null : policy.mode;
}
