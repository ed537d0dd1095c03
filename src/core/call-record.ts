import { type Bin, BIN_MS } from './bins.ts';
import type { SessionId } from './identity.ts';
import type { Mode } from './mode.ts';
import { STOP_REASONS } from './trouble.ts';

// What is kept of a watched call, as every reader sees it: history, summary, export.

/** The line of the room; participants count from 1 in the order of their appearance. */
export const ROOM_ORDINAL = 0;

/** The most people that are kept of one call; a page that shows more of them is none. */
export const MOST_PEOPLE = 5_000;

/** Longest note of a moment, in UTF-16 code units. */
export const NOTE_MAXIMUM_LENGTH = 200;

/** Longest title of a call, in UTF-16 code units. */
export const TITLE_MAXIMUM_LENGTH = 120;

/** Why a kept call ended. `interrupted`: browser or machine stopped in the middle of it. */
export const END_REASONS = [...STOP_REASONS, 'interrupted'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** The mean of one participant, or of the room at {@link ROOM_ORDINAL}, over one slice. */
export interface Line extends Omit<Bin, 'sequence'> {
  readonly ordinal: number;
}

/** Five seconds of everybody; `sequence` counts from the start of the call.
 * `faces` is the most that could be read at once. */
export interface Slice {
  readonly sequence: number;
  readonly faces: number;
  readonly lines: readonly Line[];
}

/** Slices that were not watched, both ends included. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** `name` is empty where the user keeps pseudonyms, or where the page never told it. */
export interface CallParticipant {
  readonly ordinal: number;
  readonly name: string;
  readonly self: boolean;
}

export const MOMENT_KINDS = ['found', 'bookmark'] as const;

/** A point in time worth finding again: found by the program, or marked by the user. */
export interface Moment {
  readonly atMs: number;
  /** Whom it is about; {@link ROOM_ORDINAL} for the room or nobody in particular. */
  readonly ordinal: number;
  readonly kind: (typeof MOMENT_KINDS)[number];
  /** Of a found moment: new level of valence minus old level, in [-2, 2]; null for a bookmark. */
  readonly change: number | null;
  readonly note: string;
}

/** What is fixed when a call begins to be watched. Neither title nor code of the call is taken from the page. */
export interface CallStart {
  readonly id: SessionId;
  readonly site: string;
  readonly mode: Mode;
  readonly startedAtMs: number;
}

/** A call without its slices. */
export interface CallFacts extends CallStart {
  /** Null while it is being watched. */
  readonly endedAtMs: number | null;
  readonly endReason: EndReason | null;
  /** Given by the user; empty if none. */
  readonly title: string;
  readonly gaps: readonly Gap[];
}

/** A whole call. Slices ascend by `sequence`, moments by `atMs`, participants by `ordinal`. */
export interface CallRecord extends CallFacts {
  readonly participants: readonly CallParticipant[];
  readonly slices: readonly Slice[];
  readonly moments: readonly Moment[];
}

/** The holes in a list of ascending sequences, the one before the first and after the last included.
 * @param length how many slices the call had room for */
export function gapsIn(sequences: readonly number[], length: number): Gap[] {
  const gaps: Gap[] = [];
  let next = 0;
  for (const sequence of [...sequences, length]) {
    if (sequence > next) gaps.push({ from: next, to: sequence - 1 });
    next = sequence + 1;
  }
  return gaps;
}

/** How many slices a call had room for: the last one begun is counted only if it was written. */
export function lengthOf({ startedAtMs, endedAtMs }: Pick<CallFacts, 'startedAtMs' | 'endedAtMs'>, lastSequence: number): number {
  return Math.max(lastSequence + 1, Math.floor(((endedAtMs ?? startedAtMs) - startedAtMs) / BIN_MS));
}
