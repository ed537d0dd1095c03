import { BIN_MS } from './bins.ts';
import type { CallRecord, Line } from './call-record.ts';
import { csvLine } from './csv.ts';
import { EXPRESSIONS } from './expression.ts';

// The columns are documented in docs/export-format.md.

type Cell = string | number | null;

const FACTS = ['call_id', 'call_title', 'site', 'mode', 'record', 'time', 'seconds', 'duration_s', 'ordinal', 'name', 'self'];
const READING = ['valence', 'arousal', 'certainty', ...EXPRESSIONS, 'states'];
const NO_READING = READING.map(() => null);

/** The line that names the columns. */
export const csvHead = (): string => csvLine([...FACTS, ...READING, 'change', 'note']);

/** One line per participant (0 is the room) and five seconds, one per gap, one per moment. */
export function csvOfCall(call: CallRecord): string {
  const { id, title, site, mode, startedAtMs, participants, slices, gaps, moments } = call;
  const people = new Map(participants.map((person) => [person.ordinal, person]));
  const row = (record: string, atMs: number, durationMs: number, ordinal: number | null, rest: readonly Cell[]) => {
    const person = ordinal === null ? undefined : people.get(ordinal);
    const when = [new Date(atMs).toISOString(), (atMs - startedAtMs) / 1_000, durationMs / 1_000];
    return csvLine([id, title, site, mode, record, ...when, ordinal, person?.name ?? '', person ? Number(person.self) : null, ...rest]);
  };
  const timeOf = (sequence: number) => startedAtMs + sequence * BIN_MS;
  return [
    ...slices.flatMap(({ sequence, lines }) =>
      lines.map((line) => row('reading', timeOf(sequence), BIN_MS, line.ordinal, [...reading(line), null, ''])),
    ),
    ...gaps.map(({ from, to }) => row('gap', timeOf(from), (to - from + 1) * BIN_MS, null, [...NO_READING, null, ''])),
    ...moments.map(({ atMs, ordinal, kind, change, note }) => row(kind, atMs, 0, ordinal, [...NO_READING, change, note])),
  ].join('');
}

function reading({ mood, states }: Line): Cell[] {
  const counts = Object.entries(states).map(([state, count]) => `${state} ${count}`);
  const shares = EXPRESSIONS.map((name) => mood?.expression[name] ?? null);
  return [mood?.valence ?? null, mood?.arousal ?? null, mood?.certainty ?? null, ...shares, counts.join('; ')];
}
