import { BIN_MS } from './bins.ts';
import { type CallRecord, ROOM_ORDINAL, type Slice } from './call-record.ts';

/** Points of a call's sparkline, at most. */
export const SUMMARY_POINTS = 60;

/** What the list of calls shows of one, kept with it so that the list needs none of its slices. */
export interface CallSummary {
  /** Participants seen; in mode `room` the most faces read at once. */
  readonly people: number;
  /** Time that was really watched, holes left out. */
  readonly watchedMs: number;
  /** Valence over the whole call in equal steps; null where nothing was read. */
  readonly points: readonly (number | null)[];
}

/** @param call its slices ascend */
export function summarise(call: Pick<CallRecord, 'mode' | 'participants' | 'slices'>): CallSummary {
  const { mode, participants, slices } = call;
  const length = (slices.at(-1)?.sequence ?? -1) + 1;
  const points = Math.min(SUMMARY_POINTS, length);
  const steps = Array.from({ length: points }, () => ({ sum: 0, count: 0 }));
  for (const slice of slices) {
    const step = steps[Math.floor((slice.sequence * points) / length)];
    const valence = overallValence(slice);
    if (!step || valence === null) continue;
    step.sum += valence;
    step.count += 1;
  }
  return {
    people: mode === 'room' ? Math.max(0, ...slices.map(({ faces }) => faces)) : participants.length,
    watchedMs: slices.length * BIN_MS,
    points: steps.map(({ sum, count }) => (count > 0 ? sum / count : null)),
  };
}

/** The room's valence, or with too few faces for a room the mean of whoever was read. */
function overallValence({ lines }: Slice): number | null {
  const room = lines.find(({ ordinal }) => ordinal === ROOM_ORDINAL)?.mood;
  if (room) return room.valence;
  const read = lines.flatMap(({ mood }) => mood ?? []);
  return read.length > 0 ? read.reduce((sum, { valence }) => sum + valence, 0) / read.length : null;
}
