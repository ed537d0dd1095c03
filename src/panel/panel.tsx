import type { JSX } from 'preact';
import { minutesText, tenthsText, wholeText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import { AfterCall } from './after-call.tsx';
import { Bookmarks } from './bookmarks.tsx';
import { ClearData, ClearOutcome } from './clear-data.tsx';
import { CopyDiagnostic } from './copy-diagnostic.tsx';
import { DetailView } from './detail-view.tsx';
import { Loading, Off, Setup, TroubleNotice } from './messages.tsx';
import type { Phase } from './panel-state.ts';
import { Objected, ObjectedOutcome } from './objected.tsx';
import { PersonCard } from './person-card.tsx';
import { RoomStrip } from './room-strip.tsx';
import { SortCards } from './sort-cards.tsx';
import type { PanelStore } from './store.ts';
import { TellRoom } from './tell-room.tsx';
import { spanMinutes } from './trend.ts';

interface PanelProps {
  readonly store: PanelStore;
}

/** The whole panel. `data-phase` on its root is what it is doing. */
export function Panel({ store }: PanelProps): JSX.Element {
  const phase = store.phase.value;
  if (phase === null) return <NotYet />;
  return (
    <div class="panel" data-phase={phase}>
      <h1 class="hidden-text">{text('product')}</h1>
      {phase !== 'setup' && phase !== 'switched-off' && <Controls store={store} phase={phase} />}
      <main>
        <div role="status" class="status">
          <ClearOutcome store={store} />
          <ObjectedOutcome store={store} />
          <Situation store={store} phase={phase} />
        </div>
        {(phase === 'idle' || phase === 'stopped') && <AfterCall store={store} />}
        {(phase === 'watching' || phase === 'catching-up') && <Readings store={store} />}
      </main>
      <footer class="foot">
        <Pace store={store} phase={phase} />
        <p>{text('panel_footer')}</p>
        <nav class="foot-links" aria-label={text('panel_more')}>
          <button type="button" class="button-text" onClick={() => store.openPage('history')}>
            {text('panel_history')}
          </button>
          <button type="button" class="button-text" onClick={() => store.openPage('settings')}>
            {text('panel_settings')}
          </button>
          <button type="button" class="button-text" onClick={() => store.openPage('try-it')}>
            {text('try_title')}
          </button>
          <button type="button" class="button-text" onClick={() => store.openPage('about')}>
            {text('panel_about')}
          </button>
          <ClearData store={store} />
        </nav>
      </footer>
    </div>
  );
}

/** Before the first answer, which takes a moment at most. */
function NotYet(): JSX.Element {
  return (
    <div class="panel" aria-busy="true">
      <h1 class="hidden-text">{text('product')}</h1>
      <main>
        <p class="waiting muted">{text('waiting')}</p>
      </main>
    </div>
  );
}

/** What watching costs now: how many are read, how often, and the work for each. */
function Pace({ store, phase }: PhaseProps): JSX.Element | null {
  const { engine } = store.state.value;
  if (phase !== 'watching' || engine?.phase !== 'watching' || engine.rateHz === 0 || engine.tiles === 0) return null;
  const people = text('panel_people', { count: engine.tiles });
  return <p class="pace">{text('panel_pace', { people, rate: tenthsText(engine.rateHz), cost: wholeText(engine.msPerTile) })}</p>;
}

interface PhaseProps extends PanelProps {
  readonly phase: Phase;
}

/** The mode, and the one button that switches watching on and off. */
function Controls({ store, phase }: PhaseProps): JSX.Element {
  const { mode, watch, offer, policy } = store.state.value;
  const on = watch.startedAtMs !== null;
  const act = () => (on ? store.stop() : offer === null ? store.start() : store.watchSite());
  const pending = store.pending.value;
  const busy = pending === 'start' ? text('panel_starting') : pending === 'stop' ? text('panel_stopping') : null;
  return (
    <header class="controls">
      <p class="mode">
        <span class="muted">{text('panel_mode')} </span>
        {mode && text(`mode_${mode}`)}
        {policy.mode === null && (
          <button type="button" class="link" aria-label={text('panel_change_mode_label')} onClick={() => store.openPage('settings')}>
            {text('panel_change_mode')}
          </button>
        )}
      </p>
      <div class="switch">
        <Activity phase={phase} sinceMs={watch.startedAtMs} nowMs={store.nowMs.value} />
        <button type="button" class={on ? 'button' : 'button button-main'} aria-disabled={pending !== null} onClick={() => void act()}>
          {busy ?? (on ? text('panel_stop') : offer === null ? text('panel_start') : offerText(store))}
        </button>
      </div>
      {mode !== 'me' && <Manners store={store} />}
    </header>
  );
}

/** What was taken back is asked for by its name; else it is the page in view. */
function offerText({ state }: PanelStore): string {
  const { offer, watch } = state.value;
  return offer !== null && watch.stopped?.reason === 'access-removed'
    ? text('site_allow', { host: new URL(offer).host })
    : text('site_watch');
}

/** What the others in the call are owed. */
function Manners({ store }: PanelProps): JSX.Element {
  const { watch } = store.state.value;
  const kept = watch.stopped !== null && watch.stopped.reason !== 'objected' && watch.stopped.reason !== 'cleared';
  return (
    <div class="manners">
      <TellRoom store={store} />
      {(watch.startedAtMs !== null || kept) && <Objected store={store} />}
    </div>
  );
}

interface ActivityProps {
  readonly phase: Phase;
  readonly sinceMs: number | null;
  readonly nowMs: number;
}

function Activity({ phase, sinceMs, nowMs }: ActivityProps): JSX.Element {
  const watching = phase === 'watching' && sinceMs !== null;
  return (
    <p class={watching ? 'activity activity-on' : 'activity'}>
      {text(`activity_${phase}`)}
      {watching && <span class="muted"> · {minutesWatched(nowMs - sinceMs)}</span>}
    </p>
  );
}

const minutesWatched = (ms: number): string =>
  ms < 60_000 ? text('panel_under', { span: minutesText(1) }) : minutesText(Math.floor(ms / 60_000));

/** What there is to say apart from the readings. */
function Situation({ store, phase }: PhaseProps): JSX.Element | null {
  const { engine } = store.state.value;
  switch (phase) {
    case 'setup':
      return <Setup store={store} />;
    case 'switched-off':
      return <p class="message">{text('policy_off')}</p>;
    case 'idle':
    case 'stopped':
      return <Off store={store} />;
    case 'loading':
      return <Loading engine={engine} />;
    case 'catching-up':
      return <p class="message muted">{text('panel_catching_up_more')}</p>;
    case 'watching': {
      if (engine?.phase !== 'watching') return null;
      const { notices, condition } = engine;
      return notices.length === 0 && condition === 'well' ? null : (
        <>
          {condition !== 'well' && <p class="message muted">{text(`condition_${condition}`)}</p>}
          {notices.map((trouble) => (
            <TroubleNotice key={trouble} trouble={trouble} />
          ))}
          {notices.some((trouble) => trouble === 'page-changed' || trouble === 'no-tiles') && <CopyDiagnostic store={store} />}
        </>
      );
    }
  }
}

/** What is read: of everybody, or the whole call of one. */
function Readings({ store }: PanelProps): JSX.Element {
  return (
    <>
      <Bookmarks store={store} />
      {store.opened.value === undefined ? <Overview store={store} /> : <DetailView store={store} />}
    </>
  );
}

/** The room strip and the cards, as far as the mode shows them. */
function Overview({ store }: PanelProps): JSX.Element {
  const { mode, room, capturedAtMs, watch } = store.state.value;
  const cards = store.cards.value;
  const endMs = capturedAtMs ?? store.nowMs.value;
  const minutes = spanMinutes(endMs - (watch.startedAtMs ?? endMs));
  return (
    <>
      {mode !== 'me' && <RoomStrip store={store} room={room} endMs={endMs} minutes={minutes} />}
      {mode !== 'room' && (
        <section class="people" aria-label={text('panel_participants')}>
          {/* Where there is a room, it says that it waits. */}
          {cards.length === 0 && mode === 'me' && <p class="message muted">{text('panel_waiting_self')}</p>}
          <SortCards store={store} />
          <ul>
            {cards.map(({ person, state }) => (
              <PersonCard key={person.id} store={store} person={person} state={state} endMs={endMs} minutes={minutes} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
