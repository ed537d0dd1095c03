import { effect } from '@preact/signals';
import { render } from 'preact';
import { text } from '../../locales/text.ts';
import { Onboarding } from './onboarding.tsx';
import type { OnboardingSource } from './source.ts';
import { createOnboardingStore } from './store.ts';

/** Draws the first-run page into `root` until `signal` aborts. */
export function mountOnboarding(root: HTMLElement, source: OnboardingSource, signal: AbortSignal): void {
  const store = createOnboardingStore(source);
  const titled = effect(() => {
    document.title = text('onboarding_page');
  });
  render(<Onboarding store={store} />, root);
  signal.addEventListener('abort', () => {
    titled();
    render(null, root);
  });
  void store.load();
}
