import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MoodChart } from '../../charts/mood-chart.tsx';
import type { View } from '../../charts/chart-data.ts';
import { BIN_MS } from '../../core/bins.ts';
import { type CallRecord, ROOM_ORDINAL } from '../../core/call-record.ts';
import { dayText, durationText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import { CallActions } from './call-actions.tsx';
import { CallTitle } from './call-title.tsx';
import { pictureFile, saveFile } from './export.ts';
import { MomentList } from './moment-list.tsx';
import { isolated, personName, siteName } from './naming.ts';
import { PeopleTable } from './people-table.tsx';
import type { HistoryStore } from './store.ts';

interface CallViewProps {
  readonly store: HistoryStore;
  readonly call: CallRecord | null;
  readonly now: () => number;
}

/** One call: its facts, the chart of whoever is chosen, moments, everybody in a table. */
export function CallView({ store, call, now }: CallViewProps): JSX.Element {
  const top = useRef<HTMLAnchorElement>(null);
  // The link that was followed is gone: the focus must not fall back to the top of the document.
  useLayoutEffect(() => top.current?.focus(), []);
  return (
    <>
      <a ref={top} class="back" href="#all">
        {text('history_back')}
      </a>
      {call ? <Open store={store} call={call} now={now} /> : <p class="empty">{text('history_gone')}</p>}
    </>
  );
}

function Open({ store, call, now }: CallViewProps & { readonly call: CallRecord }): JSX.Element {
  const lines = linesOf(call);
  const [chosen, setChosen] = useState<number | null>(null);
  const chooser = useRef<HTMLSelectElement>(null);
  const [view, setView] = useState<View | null>(null);
  const ordinal = chosen ?? lines[0]?.ordinal ?? ROOM_ORDINAL;
  const name = lines.find((line) => line.ordinal === ordinal)?.name ?? text('history_room');
  return (
    <>
      <CallTitle store={store} call={call} />
      <Facts call={call} />
      {call.slices.length === 0 ? (
        <p class="empty">{text('history_nothing')}</p>
      ) : (
        <>
          <label class="chooser">
            <span>{text('history_whose')}</span>
            <select ref={chooser} value={ordinal} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
              {lines.map((line) => (
                <option key={line.ordinal} value={line.ordinal}>
                  {isolated(line.name)}
                </option>
              ))}
            </select>
          </label>
          <MoodChart
            call={call}
            ordinal={ordinal}
            name={name}
            view={view}
            onView={setView}
            onPicture={(png) => saveFile(pictureFile(png, now()))}
          />
          <MomentList call={call} ordinal={ordinal} onJump={setView} />
          <PeopleTable
            call={call}
            onChoose={(whose) => {
              setChosen(whose);
              // The chart is above the table, perhaps out of sight.
              chooser.current?.focus();
            }}
          />
        </>
      )}
      <CallActions store={store} call={call} />
    </>
  );
}

/** Whom there is a line of: the room first, if it was ever read, then everybody. */
function linesOf({ mode, participants, slices }: CallRecord): { ordinal: number; name: string }[] {
  const roomRead = slices.some(({ lines }) => lines.some(({ ordinal, mood }) => ordinal === ROOM_ORDINAL && mood));
  const room = { ordinal: ROOM_ORDINAL, name: text('history_room') };
  const people = participants.map((person) => ({ ordinal: person.ordinal, name: personName(person) }));
  if (mode === 'me') return people;
  return roomRead || people.length === 0 ? [room, ...people] : [...people, room];
}

function Facts({ call }: { readonly call: CallRecord }): JSX.Element {
  const { title, startedAtMs, endedAtMs, endReason, site, mode, slices, gaps } = call;
  const missedMs = gaps.reduce((sum, { from, to }) => sum + (to - from + 1) * BIN_MS, 0);
  return (
    <ul class="facts">
      {title && <li>{dayText(startedAtMs)}</li>}
      <li>{siteName(site)}</li>
      <li>{text(`mode_${mode}`)}</li>
      <li>{text('history_watched', { span: durationText(slices.length * BIN_MS) })}</li>
      {missedMs > 0 && <li>{text('chart_gap_of', { span: durationText(missedMs) })}</li>}
      <li>{endedAtMs === null || endReason === null ? text('history_running') : text(`history_ended_${endReason}`)}</li>
    </ul>
  );
}
