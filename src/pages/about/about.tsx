import type { JSX } from 'preact';
import { text } from '../../locales/text.ts';
import { Licences } from './licences.tsx';
import { Requests, Stored, Tally, Versions } from './local.tsx';
import { ModelCard } from './model-card.tsx';
import type { AboutStore } from './store.ts';

/** The About page: what it keeps, what it sends, how well it reads, and what it is made of. */
export function About({ store }: { readonly store: AboutStore }): JSX.Element {
  const [stored, requests, engine, build] = [store.stored.value, store.requests.value, store.engine.value, store.build.value];
  const waits = stored === undefined || requests === undefined;
  return (
    <main aria-busy={waits || build === undefined}>
      <header class="head">
        <p class="brand">{text('product')}</p>
        <h1>{text('about_title')}</h1>
        <p class="lead">{text('about_lead')}</p>
      </header>
      {waits && <p class="waiting muted">{text('waiting')}</p>}
      {!waits && (
        <div class="pair">
          <Requests log={requests} />
          <Stored stored={stored} />
        </div>
      )}
      {stored && stored.tally.length > 0 && <Tally tally={stored.tally} />}
      <ModelCard />
      {build && <Versions engine={engine ?? null} build={build} />}
      {build && <Licences licences={build.licences} />}
    </main>
  );
}
