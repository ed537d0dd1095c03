import type { JSX } from 'preact';
import type { View } from '../../charts/chart-data.ts';
import { type CallRecord, type Moment, ROOM_ORDINAL } from '../../core/call-record.ts';
import { timeText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import { isolated, personName } from './naming.ts';

/** How much is shown around a moment that is jumped to. */
const AROUND_MS = 60_000;

interface MomentListProps {
  readonly call: CallRecord;
  /** Whose found moments are listed; bookmarks are everybody's. */
  readonly ordinal: number;
  readonly onJump: (view: View) => void;
}

/** Bookmarks and found changes; each is a button that shows its time in the chart. */
export function MomentList({ call, ordinal, onJump }: MomentListProps): JSX.Element | null {
  const moments = call.moments.filter((moment) => moment.kind === 'bookmark' || moment.ordinal === ordinal);
  if (moments.length === 0) return null;
  return (
    <section aria-labelledby="moments-title">
      <h2 id="moments-title">{text('history_moments')}</h2>
      <ul class="moments">
        {moments.map((moment) => (
          <li key={`${moment.atMs} ${moment.kind} ${moment.ordinal}`}>
            <button type="button" class="link" onClick={() => onJump({ fromMs: moment.atMs - AROUND_MS, toMs: moment.atMs + AROUND_MS })}>
              {timeText(moment.atMs)}
            </button>
            <Words call={call} moment={moment} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Words({ call, moment }: { readonly call: CallRecord; readonly moment: Moment }): JSX.Element {
  if (moment.kind === 'bookmark') return <bdi>{moment.note || text('moment_bookmark')}</bdi>;
  const person = call.participants.find(({ ordinal }) => ordinal === moment.ordinal);
  const name = moment.ordinal === ROOM_ORDINAL || !person ? text('history_room') : personName(person);
  const change = moment.change ?? 0;
  return (
    <span>
      {text(change > 0 ? 'history_rose' : 'history_fell', { name: isolated(name), change: Math.round(Math.abs(change) * 100) / 100 })}
    </span>
  );
}
