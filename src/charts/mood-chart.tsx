import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { EXPRESSIONS, topExpression } from '../core/expression.ts';
import { summariseLine } from '../core/summary.ts';
import { durationText, percentText, signedText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import { changedView, type Charted, pointsOf, type View, wholeView } from './chart-data.ts';
import { chartPng } from './chart-png.ts';
import { ChartTable } from './chart-table.tsx';
import { paletteOf } from './palette.ts';
import { makePlots, type Plots } from './plots.ts';

interface MoodChartProps {
  readonly call: Charted;
  /** Whose line is drawn; 0 is the room. */
  readonly ordinal: number;
  /** Who that is, as shown. */
  readonly name: string;
  /** What is shown, or null for all of it; the caller keeps it, so that it can jump to a moment. */
  readonly view: View | null;
  readonly onView: (view: View | null) => void;
  /** Takes the chart as a picture; without it there is no button for that. */
  readonly onPicture?: (png: Blob) => void;
}

/** Valence and arousal over time, and below them the shares of the expressions; in words and as a table too. */
export function MoodChart({ call, ordinal, name, view, onView, onPicture }: MoodChartProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const plots = useRef<Plots | null>(null);
  const zoomed = useRef(onView);
  zoomed.current = onView;
  const [tableOpen, setTableOpen] = useState(false);
  const points = useMemo(() => pointsOf(call, ordinal), [call, ordinal]);
  const moments = useMemo(() => call.moments.filter((moment) => moment.ordinal === ordinal || moment.kind === 'bookmark'), [call, ordinal]);
  const whole = useMemo(() => wholeView(call), [call]);
  const shown = view ?? whole;
  const { fromMs, toMs } = shown;
  const drawn = useMemo(() => ({ call, points, moments, view: { fromMs, toMs } }), [call, points, moments, fromMs, toMs]);

  useEffect(() => {
    if (!box.current) return;
    const life = new AbortController();
    plots.current = makePlots(box.current, drawn, (next) => zoomed.current(next), life.signal);
    return () => life.abort();
    // Made once; what is drawn changes below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => plots.current?.draw(drawn), [drawn]);

  const change = (by: { shift?: number; scale?: number }) => onView(changedView(shown, whole, by));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => change({ shift: -0.25 }),
    ArrowRight: () => change({ shift: 0.25 }),
    '+': () => change({ scale: 0.5 }),
    '-': () => change({ scale: 2 }),
    '0': () => onView(null),
  };
  const picture = async () => {
    if (!box.current || !plots.current || !onPicture) return;
    const palette = paletteOf(box.current);
    const legend = [
      { label: text('chart_valence'), colour: palette('--positive') },
      { label: text('chart_arousal'), colour: palette('--negative') },
      ...EXPRESSIONS.map((each) => ({ label: text(`expression_${each}`), colour: palette(`--expression-${each}`) })),
    ];
    const colours = { surface: palette('--surface'), text: palette('--text'), muted: palette('--text-muted') };
    onPicture(await chartPng(plots.current.canvases(), { title: name, more: sentence, legend }, colours));
  };
  const sentence = sentenceOf(call, ordinal);
  const keyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <figure class="chart" aria-label={text('chart_label', { name: `\u2068${name}\u2069` })}>
      <figcaption>{sentence}</figcaption>
      <Legend gaps={call.gaps.length > 0} />
      {/* Time runs from left to right in every language, as its axis does. */}
      <div ref={box} class="chart-box" dir="ltr" aria-hidden="true" />
      <div class="chart-tools" role="toolbar" tabIndex={-1} aria-label={text('chart_tools')} onKeyDown={keyDown}>
        <button type="button" class="button" aria-keyshortcuts="+" onClick={keys['+']}>
          {text('chart_zoom_in')}
        </button>
        <button type="button" class="button" aria-keyshortcuts="-" onClick={keys['-']}>
          {text('chart_zoom_out')}
        </button>
        {/* On the side that they lead to, as the arrow keys do. */}
        <div class="chart-pager" dir="ltr">
          <button type="button" class="button" aria-keyshortcuts="ArrowLeft" onClick={keys['ArrowLeft']}>
            {text('chart_earlier')}
          </button>
          <button type="button" class="button" aria-keyshortcuts="ArrowRight" onClick={keys['ArrowRight']}>
            {text('chart_later')}
          </button>
        </div>
        <button type="button" class="button" aria-keyshortcuts="0" onClick={keys['0']}>
          {text('chart_whole')}
        </button>
        {onPicture && (
          <button type="button" class="button" onClick={() => void picture()}>
            {text('chart_picture')}
          </button>
        )}
      </div>
      <details class="chart-details" onToggle={(event) => setTableOpen(event.currentTarget.open)}>
        <summary>{text('chart_table')}</summary>
        {tableOpen && <ChartTable points={points} gaps={call.gaps} startedAtMs={call.startedAtMs} view={shown} name={name} />}
      </details>
    </figure>
  );
}

/** The chart in words. */
function sentenceOf(call: Charted, ordinal: number): string {
  const { seenMs, readMs, shares, valence, arousal } = summariseLine(call.slices, ordinal);
  if (!shares || valence === null || arousal === null) return text('chart_nothing');
  const top = topExpression(shares);
  return text('chart_sentence', {
    read: durationText(readMs),
    seen: durationText(seenMs),
    expression: text(`named_${top}`),
    share: percentText(shares[top]),
    valence: signedText(valence),
    arousal: signedText(arousal),
  });
}

function Legend({ gaps }: { readonly gaps: boolean }): JSX.Element {
  return (
    <ul class="legend">
      <li class="legend-line legend-valence">{text('chart_valence')}</li>
      <li class="legend-line legend-arousal">{text('chart_arousal')}</li>
      {EXPRESSIONS.map((name) => (
        <li key={name} class={`legend-share legend-${name}`}>
          {text(`expression_${name}`)}
        </li>
      ))}
      {gaps && <li class="legend-share legend-gap">{text('chart_gap')}</li>}
    </ul>
  );
}
