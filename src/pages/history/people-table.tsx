import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CallParticipant, CallRecord } from '../../core/call-record.ts';
import { topExpression } from '../../core/expression.ts';
import { summariseLine } from '../../core/summary.ts';
import { durationText, percentText, signedText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import { personName } from './naming.ts';

interface PeopleTableProps {
  readonly call: CallRecord;
  readonly onChoose: (ordinal: number) => void;
}

/** Everybody of a call: how long seen and read, what it mostly read as, mean valence. A name opens its chart. */
export function PeopleTable({ call, onChoose }: PeopleTableProps): JSX.Element | null {
  const rows = useMemo(() => call.participants.map((person) => ({ person, summary: summariseLine(call.slices, person.ordinal) })), [call]);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">{text('history_everybody')}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div class="people-table" role="region" aria-labelledby="people-title" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('history_name')}</th>
              <th scope="col" class="number">
                {text('history_seen')}
              </th>
              <th scope="col" class="number">
                {text('history_read')}
              </th>
              <th scope="col">{text('history_mostly')}</th>
              <th scope="col" class="number">
                {text('chart_valence')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ person, summary }) => (
              <tr key={person.ordinal}>
                <th scope="row">
                  <Name person={person} onChoose={onChoose} />
                </th>
                <td class="number" data-label={text('history_seen')}>
                  {durationText(summary.seenMs)}
                </td>
                <td class="number" data-label={text('history_read')}>
                  {percentText(summary.seenMs > 0 ? summary.readMs / summary.seenMs : 0)}
                </td>
                <td data-label={text('history_mostly')}>{summary.shares ? mostly(summary.shares) : text('chart_nothing')}</td>
                <td class="number" data-label={text('chart_valence')}>
                  {summary.valence === null ? '' : signedText(summary.valence)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Name({ person, onChoose }: { readonly person: CallParticipant; readonly onChoose: (ordinal: number) => void }): JSX.Element {
  return (
    <div class="person">
      <button type="button" class="link name" onClick={() => onChoose(person.ordinal)}>
        <bdi>{personName(person)}</bdi>
      </button>
      {person.self && <span class="chip">{text('panel_you')}</span>}
    </div>
  );
}

function mostly(shares: NonNullable<ReturnType<typeof summariseLine>['shares']>): string {
  const top = topExpression(shares);
  return text('history_mostly_of', { expression: text(`expression_${top}`), share: percentText(shares[top]) });
}
