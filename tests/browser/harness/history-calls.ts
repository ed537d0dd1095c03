import type { CallRecord, Line, Slice } from '../../../src/core/call-record.ts';
import { gapsIn } from '../../../src/core/call-record.ts';
import { type Expression, mapExpressions } from '../../../src/core/expression.ts';
import { type SessionId, sessionId } from '../../../src/core/identity.ts';
import type { Mood } from '../../../src/core/reading.ts';
import { foundMoments } from '../../../src/core/summary.ts';
import { affectOf } from '../../../src/core/valence.ts';

// Whole calls, made up and always the same, as large as a test wants them.

export const START_MS = 1_800_000_000_000;

export const callId = (n: number): SessionId => sessionId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

/** A mood that wanders between the expressions over the minutes, each person in another phase. */
function moodAt(sequence: number, ordinal: number): Mood {
  const weight = (name: Expression, index: number) => {
    const wave = Math.sin(sequence / (19 + 3 * index) + ordinal * 1.7 + index);
    return name === 'neutral' ? 1 : Math.max(0.01, wave) ** 3 * (name === 'happiness' ? 3 : 1);
  };
  const weights = mapExpressions(weight);
  const sum = Object.values(weights).reduce((total, each) => total + each, 0);
  const expression = mapExpressions((name) => Math.round((weights[name] / sum) * 10_000) / 10_000);
  return { expression, ...affectOf(expression), certainty: 0.8 };
}

export interface MadeUp {
  readonly n?: number;
  readonly slices?: number;
  readonly names?: readonly string[];
  readonly title?: string;
  /** Slices that were not watched. */
  readonly hole?: readonly [number, number];
}

/** One call; with a hole of a few minutes in a long one. */
export function madeUpCall({
  n = 0,
  slices = 720,
  names = ['Ana', 'Bruno', 'Chidi', 'Sam'],
  title = '',
  hole = [300, 340],
}: MadeUp): CallRecord {
  const startedAtMs = START_MS - n * 86_400_000;
  const participants = names.map((name, index) => ({ ordinal: index + 1, name, self: index === names.length - 1 }));
  const lineAt = (sequence: number, ordinal: number): Line => {
    const away = ordinal > 0 && Math.sin(sequence / 40 + ordinal * 2) > 0.8;
    return away
      ? { ordinal, mood: null, states: { 'turned-away': 8, 'no-face': 2 } }
      : { ordinal, mood: moodAt(sequence, ordinal), states: { ok: 10 } };
  };
  const sequences = Array.from({ length: slices }, (_, sequence) => sequence).filter((each) => each < hole[0] || each > hole[1]);
  const all = sequences.map((sequence): Slice => {
    return {
      sequence,
      faces: names.length,
      lines: [0, ...participants.map(({ ordinal }) => ordinal)].map((ordinal) => lineAt(sequence, ordinal)),
    };
  });
  const call: CallRecord = {
    id: callId(n),
    site: n % 3 === 2 ? 'zoom' : 'meet',
    mode: 'each',
    startedAtMs,
    endedAtMs: startedAtMs + slices * 5_000,
    endReason: 'call-ended',
    title,
    participants,
    slices: all,
    gaps: gapsIn(sequences, slices),
    moments: [],
  };
  const bookmark = { atMs: startedAtMs + 600_000, ordinal: 0, kind: 'bookmark', change: null, note: 'The plan for next week' } as const;
  return { ...call, moments: [...(slices > 200 ? [bookmark] : []), ...foundMoments(call)].toSorted((a, b) => a.atMs - b.atMs) };
}
