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
  readonly unnamed: number;
  /** Frames that nothing can be read from. */
  readonly unreadable: number;
  readonly expected: number;
  /** Share of the frames that should have been there but were not. */
  readonly dropped: number;
}

/** Holds what was captured against what was so. Two places after the site: `meet:spaces/…` is `spaces/…`. */
export function judge(tap: FramesTap, { people, shown }: Truth, site: string): Verdict {
  const byId = new Map(people.map((person) => [`${site}:${person.id}`, person]));
  const frames = tap.samples.filter(({ state }) => state === 'live');
  const misattributed = frames.filter(({ participant, name, number }) => {
    const person = byId.get(participant);
    return number !== null && (person?.number !== number || (name !== '' && name !== person.name));
  });
  const had = new Set(frames.filter(({ number }) => number !== null).map(({ participant, atMs }) => `${participant}@${atMs}`));
  const due = tap.packets.flatMap(({ atMs }) =>
    shown.filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs)).map(({ id }) => `${site}:${id}@${atMs}`),
  );
  return {
    samples: frames.length,
    misattributed,
    unnamed: frames.filter(({ name }) => name === '').length,
    unreadable: frames.filter(({ number }) => number === null).length,
    expected: due.length,
    dropped: due.filter((one) => !had.has(one)).length / Math.max(1, due.length),
  };
}
