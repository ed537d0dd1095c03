import type { JSX } from 'preact';
import { displayName } from './display-name.ts';
import { MicrophoneOff, Voice } from './icons.tsx';
import type { CardState, Person } from './person.ts';
import { Sparkline } from './sparkline.tsx';
import type { CertaintyLevel } from './trend.ts';
import { CARD_WORDS, CERTAINTY_WORDS, EXPRESSION_WORDS, WORDS } from './words.ts';

interface PersonCardProps {
  readonly person: Person;
  readonly state: CardState;
  readonly endMs: number;
  readonly minutes: number;
}

/** One participant: name, what the face reads as or why it can't be told, and the last minutes. */
export function PersonCard({ person, state, endMs, minutes }: PersonCardProps): JSX.Element {
  const { id, self, speaking, muted, readsAs, certainty, points } = person;
  const name = displayName(person.name);
  const expression = state === 'ok' ? readsAs?.shown : undefined;
  const text = expression === undefined ? CARD_WORDS[state] : EXPRESSION_WORDS[expression];
  return (
    <li class="card" data-participant={id} data-state={state} data-reads-as={expression}>
      <div class="card-head">
        <h3 class="name" title={name}>
          <bdi>{name === '' ? WORDS.unnamed : name}</bdi>
        </h3>
        {self && <span class="chip">{WORDS.you}</span>}
        {state !== 'left' && speaking && <Mark text={WORDS.speaking} icon={<Voice />} />}
        {state !== 'left' && muted && <Mark text={WORDS.muted} icon={<MicrophoneOff />} />}
      </div>
      <div class="card-mood">
        <p class={expression === undefined ? 'gap-words fade-in' : 'label fade-in'} key={text}>
          {text}
        </p>
        {expression !== undefined && certainty !== null && <Certainty level={certainty.shown} />}
      </div>
      <Sparkline points={points} endMs={endMs} minutes={minutes} />
    </li>
  );
}

/** A small picture that says its meaning to everybody. */
function Mark({ text, icon }: { readonly text: string; readonly icon: JSX.Element }): JSX.Element {
  return (
    <span class="mark" role="img" aria-label={text} title={text}>
      {icon}
    </span>
  );
}

const BARS: Readonly<Record<CertaintyLevel, number>> = { low: 1, fair: 2, high: 3 };

/** Three bars and the words for them; never a number that flickers. */
function Certainty({ level }: { readonly level: CertaintyLevel }): JSX.Element {
  return (
    <p class="certainty">
      <span class="hidden-text">{WORDS.certainty}: </span>
      {CERTAINTY_WORDS[level]}
      <span class="bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} class={bar <= BARS[level] ? 'bar bar-on' : 'bar'} />
        ))}
      </span>
    </p>
  );
}
