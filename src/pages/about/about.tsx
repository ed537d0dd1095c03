import type { JSX } from 'preact';
import { text } from '../../locales/text.ts';
import { Licences } from './licences.tsx';
import { Requests, Stored, Tally, Versions } from './local.tsx';
import { ModelCard } from './model-card.tsx';
import type { AboutStore } from './store.ts';

/** The About page: what it keeps, what it sends, how well it reads, and what it is made of. */
export function About({ store }: { readonly store: AboutStore }): JSX.Element {
  const now = store.now.value;
  const build = store.build.value;
  return (
    <main aria-busy={now === null || build === null}>
      <header class="head">
        <p class="brand">{text('product')}</p>
        <h1>{text('about_title')}</h1>
        <p class="lead">{text('about_lead')}</p>
      </header>
      {now && (
        <div class="pair">
          <Requests log={now.requests} />
          <Stored stored={now.stored} />
        </div>
      )}
      {now?.stored && now.stored.tally.length > 0 && <Tally tally={now.stored.tally} />}
      <ModelCard />
      {now && build && <Versions now={now} build={build} />}
      {build && <Licences licences={build.licences} />}
    </main>
  );
}
