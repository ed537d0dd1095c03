import type { JSX } from 'preact';
import { type PlainKey, text } from '../../locales/text.ts';

/** A heading and its points. */
type Disclosure = readonly [title: PlainKey, ...points: PlainKey[]];

const DISCLOSURES: readonly Disclosure[] = [
  ['onboarding_reads', 'onboarding_reads_tiles', 'onboarding_reads_local'],
  ['onboarding_keeps', 'onboarding_keeps_averages', 'onboarding_keeps_clear'],
  ['onboarding_never', 'onboarding_never_pictures', 'onboarding_never_sent', 'onboarding_never_recognised'],
  ['onboarding_cannot', 'onboarding_cannot_feelings', 'onboarding_cannot_wrong', 'onboarding_cannot_weak'],
];

const LAW: readonly PlainKey[] = ['onboarding_law_prohibited', 'onboarding_law_told', 'onboarding_law_elsewhere'];
const AI_ACT = 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj';

/** What it reads, keeps, never does and cannot know, and where it must not be used. */
export function Disclosures(): JSX.Element {
  return (
    <>
      <div class="disclosures">
        {DISCLOSURES.map(([title, ...points]) => (
          <section class="disclosure" key={title}>
            <h2>{text(title)}</h2>
            <Points points={points} />
          </section>
        ))}
      </div>
      <section class="law">
        <h2>{text('onboarding_law')}</h2>
        <Points points={LAW} />
        <a href={AI_ACT} target="_blank" rel="noreferrer">
          {text('onboarding_law_link')}
        </a>
      </section>
    </>
  );
}

function Points({ points }: { readonly points: readonly PlainKey[] }): JSX.Element {
  return (
    <ul class="points">
      {points.map((point) => (
        <li key={point}>{text(point)}</li>
      ))}
    </ul>
  );
}
