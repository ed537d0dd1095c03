import { render } from 'preact';
import { Onboarding } from './onboarding.tsx';
import type { OnboardingSource } from './source.ts';
import { createOnboardingStore } from './store.ts';

/** Draws the first-run page into `root` until `signal` aborts. */
export function mountOnboarding(root: HTMLElement, source: OnboardingSource, signal: AbortSignal): void {
  const store = createOnboardingStore(source);
  render(<Onboarding store={store} />, root);
  signal.addEventListener('abort', () => render(null, root));
  void store.load();
}
