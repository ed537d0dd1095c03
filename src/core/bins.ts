import { EXPRESSIONS, type ExpressionScores, mapExpressions } from './expression.ts';
import type { Mood, ReadingState } from './reading.ts';

/** Length of a stored bin. */
export const BIN_MS = 5_000;

/** The mean of all readings of one participant (or the room) in one bin of {@link BIN_MS}.
 * `mood` is null where nothing could be read; `states` counts how often each state was seen. */
export interface Bin {
  readonly sequence: number;
  readonly mood: Mood | null;
  readonly states: Readonly<Partial<Record<ReadingState, number>>>;
}

/** Sums of an open bin. */
export interface OpenBin {
  readonly sequence: number;
  readonly sums: { readonly expression: ExpressionScores; readonly valence: number; readonly arousal: number; readonly certainty: number };
  readonly moods: number;
  readonly states: Readonly<Partial<Record<ReadingState, number>>>;
}

/** Number of the bin that holds a moment, counted from the session's start. */
export function binSequence(startedAtMs: number, atMs: number): number {
  return Math.max(0, Math.floor((atMs - startedAtMs) / BIN_MS));
}

export function openBin(sequence: number): OpenBin {
  return { sequence, sums: { expression: mapExpressions(() => 0), valence: 0, arousal: 0, certainty: 0 }, moods: 0, states: {} };
}

export function addToBin(bin: OpenBin, state: ReadingState, mood: Mood | null): OpenBin {
  const states = { ...bin.states, [state]: (bin.states[state] ?? 0) + 1 };
  if (!mood) return { ...bin, states };
  const { sums } = bin;
  return {
    ...bin,
    states,
    moods: bin.moods + 1,
    sums: {
      expression: mapExpressions((name) => sums.expression[name] + mood.expression[name]),
      valence: sums.valence + mood.valence,
      arousal: sums.arousal + mood.arousal,
      certainty: sums.certainty + mood.certainty,
    },
  };
}

export function closeBin(bin: OpenBin): Bin {
  const { moods, sums } = bin;
  if (moods === 0) return { sequence: bin.sequence, mood: null, states: bin.states };
  const expression = mapExpressions((name) => sums.expression[name] / moods);
  return {
    sequence: bin.sequence,
    mood: { expression, valence: sums.valence / moods, arousal: sums.arousal / moods, certainty: sums.certainty / moods },
    states: bin.states,
  };
}

/** Sum of the probabilities of a stored distribution; 1 up to rounding unless a record is broken. */
export function totalOf(expression: ExpressionScores): number {
  return EXPRESSIONS.reduce((sum, name) => sum + expression[name], 0);
}
