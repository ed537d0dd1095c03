import type { JSX } from 'preact';
import { text } from '../locales/text.ts';
import { DetailButton } from './detail-button.tsx';
import { displayName } from './display-name.ts';
import { MicrophoneOff, Voice } from './icons.tsx';
import type { CardState, Person } from './person.ts';
import { JudgeReading } from './judge-reading.tsx';
import type { PanelStore } from './store.ts';
import { Sparkline } from './sparkline.tsx';
import type { CertaintyLevel } from './trend.ts';

interface PersonCardProps {
  readonly store: PanelStore;
  readonly person: Person;
  readonly state: CardState;
  readonly endMs: number;
  readonly minutes: number;
}

/** One participant: name, what the face reads as or why it can't be told, and the last minutes. */
export function PersonCard({ store, person, state, endMs, minutes }: PersonCardProps): JSX.Element {
  const { id, self, speaking, muted, readsAs, certainty, liveliness, points } = person;
  const name = displayName(person.name) || text('panel_unnamed');
  const unusual = state === 'ok' && liveliness !== null && liveliness.shown !== 'usual' ? liveliness.shown : null;
  const expression = state === 'ok' ? readsAs?.shown : undefined;
  const says = expression === undefined ? text(`card_${state}`) : text(`reads_as_${expression}`);
  return (
    <li class="card" data-participant={id} data-state={state} data-reads-as={expression}>
      <div class="card-head">
        <h3 class="name" title={name}>
          <DetailButton store={store} subject={id} name={name} />
        </h3>
        {self && <span class="chip">{text('panel_you')}</span>}
        {state !== 'left' && speaking && <Mark meaning={text('panel_speaking')} icon={<Voice />} />}
        {state !== 'left' && muted && <Mark meaning={text('panel_muted')} icon={<MicrophoneOff />} />}
      </div>
      <div class="card-mood">
        <p class={expression === undefined ? 'gap-words fade-in' : 'label fade-in'} key={says}>
          {says}
        </p>
        {/* Its place is kept where there is nothing to say, so that no card jumps when a face is lost or found. */}
        <div class="card-more facts muted">
          {expression !== undefined && certainty !== null && <Certainty level={certainty.shown} />}
          {unusual && <p class="fade-in">{text(`liveliness_${unusual}`)}</p>}
        </div>
        {expression !== undefined && <JudgeReading store={store} said={expression} name={name} />}
      </div>
      <Sparkline points={points} endMs={endMs} minutes={minutes} />
    </li>
  );
}

/** A small picture that says its meaning to everybody. */
function Mark({ meaning, icon }: { readonly meaning: string; readonly icon: JSX.Element }): JSX.Element {
  return (
    <span class="mark" role="img" aria-label={meaning} title={meaning}>
      {icon}
    </span>
  );
}

const BARS: Readonly<Record<CertaintyLevel, number>> = { low: 1, fair: 2, high: 3 };

/** Three bars and the words for them; never a number that flickers. */
function Certainty({ level }: { readonly level: CertaintyLevel }): JSX.Element {
  return (
    <p class="certainty">
      <span class="hidden-text">{text('panel_certainty')} </span>
      <span class="bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} class={bar <= BARS[level] ? 'bar bar-on' : 'bar'} />
        ))}
      </span>
      {text(`certainty_${level}`)}
    </p>
  );
}
