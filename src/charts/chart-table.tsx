import type { JSX } from 'preact';
import { BIN_MS } from '../core/bins.ts';
import type { Gap, Line } from '../core/call-record.ts';
import { EXPRESSIONS } from '../core/expression.ts';
import type { ReadingState } from '../core/reading.ts';
import { durationText, percentText, signedText, timeText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import type { ChartPoint, View } from './chart-data.ts';

interface ChartTableProps {
  readonly points: readonly ChartPoint[];
  readonly gaps: readonly Gap[];
  readonly startedAtMs: number;
  readonly view: View;
  readonly name: string;
}

type Row = { readonly startMs: number } & ({ readonly line: Line | null } | { readonly gapMs: number });

/** What the chart shows, as numbers: the stretch of time that is zoomed in on. */
export function ChartTable({ points, gaps, startedAtMs, view, name }: ChartTableProps): JSX.Element {
  const holes = gaps.map(({ from, to }) => ({ startMs: startedAtMs + from * BIN_MS, gapMs: (to - from + 1) * BIN_MS }));
  const rows: Row[] = [...points, ...holes]
    .filter((row) => row.startMs < view.toMs && row.startMs + ('gapMs' in row ? row.gapMs : BIN_MS) > view.fromMs)
    .toSorted((a, b) => a.startMs - b.startMs);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div class="chart-table" tabIndex={0} role="region" aria-label={text('chart_table')}>
      <table>
        <caption class="hidden-text">{text('chart_label', { name: `\u2068${name}\u2069` })}</caption>
        <thead>
          <tr>
            <th scope="col">{text('chart_time')}</th>
            <th scope="col">{text('chart_valence')}</th>
            <th scope="col">{text('chart_arousal')}</th>
            {EXPRESSIONS.map((each) => (
              <th key={each} scope="col">
                {text(`expression_${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.startMs}>
              <th scope="row">{timeText(row.startMs)}</th>
              {'gapMs' in row ? (
                <td colSpan={EXPRESSIONS.length + 2}>{text('chart_gap_of', { span: durationText(row.gapMs) })}</td>
              ) : (
                <Numbers line={row.line} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Numbers({ line }: { readonly line: Line | null }): JSX.Element {
  if (!line?.mood) return <td colSpan={EXPRESSIONS.length + 2}>{line ? reasonOf(line) : text('chart_absent')}</td>;
  const { valence, arousal, expression } = line.mood;
  return (
    <>
      <td>{signedText(valence)}</td>
      <td>{signedText(arousal)}</td>
      {EXPRESSIONS.map((name) => (
        <td key={name}>{percentText(expression[name])}</td>
      ))}
    </>
  );
}

/** The state that was seen most. */
function reasonOf({ states }: Line): string {
  const [first] = (Object.entries(states) as [ReadingState, number][]).toSorted(([, a], [, b]) => b - a);
  return first && first[0] !== 'ok' ? text(`card_${first[0]}`) : text('chart_absent');
}
