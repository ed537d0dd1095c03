import { type Expression, type ExpressionScores, mapExpressions } from '../../src/core/expression.ts';
import { millis, participantId, sessionId } from '../../src/core/identity.ts';
import type { Mood, Reading } from '../../src/core/reading.ts';
import { affectOf } from '../../src/core/valence.ts';
import { DEFAULT_SETTINGS, engineSettings } from '../../src/wire/settings.ts';
import type { OpenSession } from '../../src/wire/commands.ts';

// Small, valid values that tests vary.

/** When every sample session starts. */
export const START_MS = 1_800_000_000_000;

export const SESSION = sessionId('6f1e3c1a-8a4e-4f0e-9a55-0d6b4b0f5f11');

/** All probability on one expression, or `top` on it and the rest spread evenly. */
export function scores(expression: Expression, top = 1): ExpressionScores {
  return mapExpressions((name) => (name === expression ? top : (1 - top) / 7));
}

export function mood(expression: Expression = 'happiness', certainty = 0.8): Mood {
  return { expression: scores(expression), ...affectOf(scores(expression)), certainty };
}

/** A reading `atMs` after the start; without a mood its state is `no-face`. */
export function reading(name: string, afterMs: number, said: Mood | null): Reading {
  const state = said ? 'ok' : 'no-face';
  const participant = participantId(`meet:${name}`);
  return {
    participant,
    name,
    self: false,
    speaking: null,
    muted: null,
    atMs: millis(START_MS + afterMs),
    state,
    mood: said,
    relative: null,
  };
}

export function openSession(change: Partial<OpenSession> = {}): OpenSession {
  return {
    to: 'engine',
    type: 'open-session',
    sessionId: SESSION,
    tabId: 7,
    site: 'meet',
    origin: 'https://meet.google.com',
    mode: 'each',
    startedAtMs: START_MS,
    settings: engineSettings(DEFAULT_SETTINGS),
    ...change,
  };
}

/** Sum over all expressions. */
export const total = (said: ExpressionScores): number => Object.values(said).reduce((sum, share) => sum + share, 0);
