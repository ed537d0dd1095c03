import type { Page } from 'playwright-core';
import type { Mode } from '../../src/core/mode.ts';

const LABELS: Record<Mode, RegExp> = { me: /^Only me/, room: /^The room/, each: /^Each participant/ };

/** Answers the first-run page as a person would. */
export async function acceptMode(onboarding: Page, mode: Mode): Promise<void> {
  await onboarding.bringToFront();
  await onboarding.getByRole('radio', { name: LABELS[mode] }).check();
  if (mode === 'each') await onboarding.getByRole('checkbox').check();
  await onboarding.getByRole('button', { name: 'Use this mode' }).click();
  await onboarding.getByRole('button', { name: 'Open the side panel' }).waitFor();
}
