import type { JSX } from 'preact';
import { Disclosures } from './disclosures.tsx';
import { Done } from './done.tsx';
import { ModeChoice } from './mode-choice.tsx';
import type { OnboardingStore } from './store.ts';
import { WORDS } from './words.ts';

/** The first-run page: what Moodline does and does not do, and the choice without which nothing runs. */
export function Onboarding({ store }: { readonly store: OnboardingStore }): JSX.Element {
  const current = store.current.value;
  if (current && store.done.value) {
    return (
      <main>
        <Done store={store} mode={current} />
      </main>
    );
  }
  return (
    <main>
      <header class="head">
        <p class="brand">{WORDS.product}</p>
        <h1>{WORDS.title}</h1>
        <p class="lead">{WORDS.lead}</p>
      </header>
      <Disclosures />
      {current !== undefined && <ModeChoice store={store} />}
    </main>
  );
}
