import type { Enrolled, Shown } from '../fixtures/numbered/ledger.ts';
import type { FramesTap, Sample } from './frames-tap.ts';

/** What the page says of itself: who is who, and who was plainly to be seen when. */
export interface Truth {
  readonly people: readonly Enrolled[];
  readonly shown: readonly Shown[];
}

export interface Verdict {
  /** Frames with pixels. */
  readonly samples: number;
  /** Frames in which somebody else is, under this id or under this name. */
  readonly misattributed: readonly Sample[];
  /** Frames that say of their participant's voice or microphone what is not so. */
  readonly mismarked: readonly Sample[];
  readonly speaking: number;
  readonly muted: number;
  readonly unmuted: number;
  readonly unnamed: number;
  /** Frames that nothing can be read from. */
  readonly unreadable: number;
  readonly expected: number;
  /** Share of the frames that should have been there but were not, from the first moment after a change. */
  readonly dropped: number;
  /** The same of tiles at rest only: what is left out on purpose around a change does not count. */
  readonly droppedAtRest: number;
}

/** How long before and after a change of a tile nothing is taken from it, in ms. */
const AROUND_A_CHANGE = { beforeMs: 400, afterMs: 1_600 };

/** Holds what was captured against what was so. Keys are the site's id, a colon and the page's own id. */
export function judge(tap: Pick<FramesTap, 'samples' | 'packets'>, { people, shown }: Truth, site: string): Verdict {
  const byId = new Map(people.map((person) => [`${site}:${person.id}`, person]));
  const frames = tap.samples.filter(({ state }) => state === 'live');
  const misattributed = frames.filter(({ participant, name, number }) => {
    const person = byId.get(participant);
    return number !== null && (person?.number !== number || (name !== '' && !person.names.includes(name)));
  });
  const mismarked = frames.filter(({ participant, speaking, muted }) => {
    const person = byId.get(participant);
    return person && ((speaking && !person.spoke) || (muted !== null && muted !== person.muted));
  });
  const had = new Set(frames.filter(({ number }) => number !== null).map(({ participant, atMs }) => `${participant}@${atMs}`));
  const due = tap.packets.flatMap(({ atMs }) =>
    shown
      .filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs))
      .map(({ id, fromMs, toMs }) => ({
        frame: `${site}:${id}@${atMs}`,
        atRest: atMs - fromMs > AROUND_A_CHANGE.afterMs && (toMs === null || toMs - atMs > AROUND_A_CHANGE.beforeMs),
      })),
  );
  const missing = (some: readonly { frame: string }[]) => some.filter(({ frame }) => !had.has(frame)).length / Math.max(1, some.length);
  return {
    samples: frames.length,
    misattributed,
    mismarked,
    speaking: frames.filter(({ speaking }) => speaking).length,
    muted: frames.filter(({ muted }) => muted === true).length,
    unmuted: frames.filter(({ muted }) => muted === false).length,
    unnamed: frames.filter(({ name }) => name === '').length,
    unreadable: frames.filter(({ number }) => number === null).length,
    expected: due.length,
    dropped: missing(due),
    droppedAtRest: missing(due.filter(({ atRest }) => atRest)),
  };
}
