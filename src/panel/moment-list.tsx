import type { JSX } from 'preact';
import type { Moment } from '../core/call-record.ts';
import { timeText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';

interface MomentListProps {
  readonly moments: readonly Moment[];
  readonly onJump: (atMs: number) => void;
}

/** Found changes and the user's marks; each leads to its place in the chart. */
export function MomentList({ moments, onJump }: MomentListProps): JSX.Element {
  return (
    <section class="moments" aria-labelledby="moments-title">
      <h3 id="moments-title">{text('moments')}</h3>
      {moments.length === 0 && <p class="muted">{text('moments_none')}</p>}
      <ul>
        {moments.map((moment) => (
          <li key={`${moment.kind} ${moment.atMs}`}>
            <button type="button" class="link moment" onClick={() => onJump(moment.atMs)}>
              <time dateTime={new Date(moment.atMs).toISOString()}>{timeText(moment.atMs)}</time> <bdi>{wordsOf(moment)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf({ kind, change, note }: Moment): string {
  if (kind === 'bookmark') return note || text('moment_bookmark');
  return text((change ?? 0) > 0 ? 'moment_rise' : 'moment_fall');
}
