import { type ComponentProps, createElement, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../charts/chart-data.ts';
import type { MoodChart } from '../charts/mood-chart.tsx';
import { text } from '../locales/text.ts';
import { DETAIL_ORDINAL } from './detail.ts';
import { displayName } from './display-name.ts';
import { MomentList } from './moment-list.tsx';
import type { PanelStore } from './store.ts';
import { useEscape } from './use-escape.ts';

/** One participant's whole call, or the room's, in place of the cards. */
export function DetailView({ store }: { readonly store: PanelStore }): JSX.Element {
  const subject = store.opened.value ?? null;
  const { people } = store.state.value;
  const charted = store.charted.value;
  const [view, setView] = useState<View | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever reads by ear or key arrives where the eye does.
  useLayoutEffect(() => title.current?.focus(), [subject]);
  useEscape(() => store.closeDetail());
  const name = subject === null ? text('panel_room') : displayName(people.get(subject)?.name ?? '') || text('panel_unnamed');
  return (
    <section class="detail" aria-labelledby="detail-title">
      <header class="detail-head">
        <button type="button" class="link" onClick={() => store.closeDetail()}>
          {text('detail_back')}
        </button>
        <h2 id="detail-title" ref={title} tabIndex={-1}>
          <bdi>{name}</bdi>
        </h2>
      </header>
      {charted === null || charted.slices.length === 0 ? (
        <p class="message muted">{text('detail_waiting')}</p>
      ) : (
        <>
          <LateChart key={String(subject)} call={charted} ordinal={DETAIL_ORDINAL} name={name} view={view} onView={setView} />
          <MomentList moments={charted.moments} onJump={(atMs) => setView({ fromMs: atMs - AROUND_MS, toMs: atMs + AROUND_MS })} />
        </>
      )}
    </section>
  );
}

/** What is shown around a moment that was jumped to. */
const AROUND_MS = 120_000;

/** The large chart, loaded when it is first needed: most calls are watched without it. */
function LateChart(props: ComponentProps<typeof MoodChart>): JSX.Element | null {
  const [loaded, setLoaded] = useState<{ readonly chart: typeof MoodChart } | null>(null);
  useEffect(() => {
    void import('../charts/mood-chart.tsx').then((module) => setLoaded({ chart: module.MoodChart }));
  }, []);
  return loaded && createElement(loaded.chart, props);
}
