import type { CallRecord, Line, Slice } from '../../src/core/call-record.ts';
import { type SessionId, sessionId } from '../../src/core/identity.ts';
import { mood, SESSION, START_MS } from './samples.ts';

// Small whole calls that tests vary.

/** The n-th id of a made-up call. */
export const callId = (n: number): SessionId => sessionId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

export const line = (ordinal: number, change: Partial<Line> = {}): Line => ({ ordinal, mood: mood(), states: { ok: 10 }, ...change });

export function slice(sequence: number, change: Partial<Slice> = {}): Slice {
  return { sequence, faces: 3, lines: [line(0), line(1), line(2)], ...change };
}

/** Ana and Bruno for twenty seconds, with a hole of five seconds and a bookmark. */
export function call(change: Partial<CallRecord> = {}): CallRecord {
  return {
    id: SESSION,
    site: 'meet',
    mode: 'each',
    startedAtMs: START_MS,
    endedAtMs: START_MS + 20_000,
    endReason: 'user',
    title: 'Weekly',
    gaps: [{ from: 2, to: 2 }],
    participants: [
      { ordinal: 1, name: 'Ana', self: false },
      { ordinal: 2, name: 'Bruno', self: true },
    ],
    slices: [slice(0), slice(1, { lines: [line(0), line(1, { mood: null, states: { 'no-face': 9, 'too-dark': 1 } })] }), slice(3)],
    moments: [{ atMs: START_MS + 7_000, ordinal: 0, kind: 'bookmark', change: null, note: 'the plan' }],
    ...change,
  };
}
