/**
 * Every expected failure, as one closed union. Each has exactly one sentence (`trouble_…` in `locales/en/common.ts`)
 * and that sentence says what to do.
 */
export const TROUBLES = [
  'no-consent',
  'page-not-supported',
  'page-needs-reload',
  'no-access',
  'not-in-call',
  'own-tile-unknown',
  'no-tiles',
  'page-changed',
  'browser-too-old',
  'file-missing',
  'file-corrupt',
  'engine-failed',
  'storage-refused',
  'storage-full',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Why a watched session ended. */
export const STOP_REASONS = [
  'user',
  'call-ended',
  'page-closed',
  'mode-changed',
  'access-removed',
  'cleared',
  'objected',
  'trouble',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];
