import type { JSX } from 'preact';
import { text } from '../../locales/text.ts';
import { Disclosures } from './disclosures.tsx';
import { Done } from './done.tsx';
import { ModeChoice } from './mode-choice.tsx';
import type { OnboardingStore } from './store.ts';

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
        <p class="brand">{text('product')}</p>
        <h1>{text('onboarding_title')}</h1>
        <p class="lead">{text('onboarding_lead')}</p>
      </header>
      {store.policy.value.off && <p class="notice">{text('policy_off')}</p>}
      <Disclosures />
      {!store.policy.value.off && <ModeChoice store={store} />}
    </main>
  );
}
