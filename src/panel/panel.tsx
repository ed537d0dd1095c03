import type { JSX } from 'preact';
import { ClearData, ClearOutcome } from './clear-data.tsx';
import { Loading, Off, Setup, TroubleNotice } from './messages.tsx';
import type { Phase } from './panel-state.ts';
import { PersonCard } from './person-card.tsx';
import { RoomStrip } from './room-strip.tsx';
import type { PanelStore } from './store.ts';
import { spanMinutes } from './trend.ts';
import { ACTIVITY_WORDS, minutesWatched, MODE_WORDS, WORDS } from './words.ts';

interface PanelProps {
  readonly store: PanelStore;
}

/** The whole panel. `data-phase` on its root is what it is doing. */
export function Panel({ store }: PanelProps): JSX.Element {
  const phase = store.phase.value;
  if (phase === null) return <div class="panel" aria-busy="true" />;
  return (
    <div class="panel" data-phase={phase}>
      <h1 class="hidden-text">{WORDS.product}</h1>
      {phase !== 'setup' && <Controls store={store} phase={phase} />}
      <main>
        <div role="status" class="status">
          <ClearOutcome store={store} />
          <Situation store={store} phase={phase} />
        </div>
        {(phase === 'watching' || phase === 'catching-up') && <Readings store={store} />}
      </main>
      <footer class="foot">
        <p>{WORDS.footer}</p>
        <ClearData store={store} />
      </footer>
    </div>
  );
}

interface PhaseProps extends PanelProps {
  readonly phase: Phase;
}

/** The mode, and the one button that switches watching on and off. */
function Controls({ store, phase }: PhaseProps): JSX.Element {
  const { mode, watch } = store.state.value;
  const on = watch.startedAtMs !== null;
  const pending = store.pending.value;
  const busy = pending === 'start' ? WORDS.starting : pending === 'stop' ? WORDS.stopping : null;
  return (
    <header class="controls">
      <p class="mode">
        <span class="muted">{WORDS.mode}: </span>
        {mode && MODE_WORDS[mode]}
        <button type="button" class="link" aria-label={WORDS.changeModeLabel} onClick={() => store.openSetup()}>
          {WORDS.changeMode}
        </button>
      </p>
      <div class="switch">
        <Activity phase={phase} sinceMs={watch.startedAtMs} nowMs={store.nowMs.value} />
        <button
          type="button"
          class={on ? 'button' : 'button button-main'}
          aria-disabled={pending !== null}
          onClick={() => void (on ? store.stop() : store.start())}
        >
          {busy ?? (on ? WORDS.stop : WORDS.start)}
        </button>
      </div>
    </header>
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
      {ACTIVITY_WORDS[phase]}
      {watching && <span class="muted"> · {minutesWatched(nowMs - sinceMs)}</span>}
    </p>
  );
}

/** What there is to say apart from the readings. */
function Situation({ store, phase }: PhaseProps): JSX.Element | null {
  const { engine } = store.state.value;
  switch (phase) {
    case 'setup':
      return <Setup store={store} />;
    case 'idle':
    case 'stopped':
      return <Off store={store} />;
    case 'loading':
      return <Loading engine={engine} />;
    case 'catching-up':
      return <p class="message muted">{WORDS.catchingUpMore}</p>;
    case 'watching': {
      const notices = engine?.phase === 'watching' ? engine.notices : [];
      return notices.length === 0 ? null : (
        <>
          {notices.map((trouble) => (
            <TroubleNotice key={trouble} trouble={trouble} />
          ))}
        </>
      );
    }
  }
}

/** The room strip and the cards, as far as the mode shows them. */
function Readings({ store }: PanelProps): JSX.Element {
  const { mode, room, capturedAtMs, watch } = store.state.value;
  const cards = store.cards.value;
  const endMs = capturedAtMs ?? store.nowMs.value;
  const minutes = spanMinutes(endMs - (watch.startedAtMs ?? endMs));
  return (
    <>
      {mode !== 'me' && <RoomStrip room={room} endMs={endMs} minutes={minutes} />}
      {mode !== 'room' && (
        <section class="people" aria-label={WORDS.participants}>
          {cards.length === 0 && <p class="message muted">{mode === 'me' ? WORDS.waitingSelf : WORDS.waiting}</p>}
          <ul>
            {cards.map(({ person, state }) => (
              <PersonCard key={person.id} person={person} state={state} endMs={endMs} minutes={minutes} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
