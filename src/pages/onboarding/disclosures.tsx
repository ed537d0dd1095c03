import type { JSX } from 'preact';
import { DISCLOSURES, LAW, type Disclosure } from './words.ts';

/** What it reads, keeps, never does and cannot know, and where it must not be used. */
export function Disclosures(): JSX.Element {
  return (
    <>
      <div class="disclosures">
        {Object.values(DISCLOSURES).map((disclosure) => (
          <Section key={disclosure.title} {...disclosure} />
        ))}
      </div>
      <section class="law">
        <h2>{LAW.title}</h2>
        <Points points={LAW.points} />
        <a href={LAW.href} target="_blank" rel="noreferrer">
          {LAW.link}
        </a>
      </section>
    </>
  );
}

function Section({ title, points }: Disclosure): JSX.Element {
  return (
    <section class="disclosure">
      <h2>{title}</h2>
      <Points points={points} />
    </section>
  );
}

function Points({ points }: Pick<Disclosure, 'points'>): JSX.Element {
  return (
    <ul class="points">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}
