import type { Mode } from '../../../src/core/mode.ts';
import { mountOnboarding } from '../../../src/pages/onboarding/mount.tsx';
import { speakInHarness } from './language.ts';

/** What the page did to its world. */
export interface OnboardingHarness {
  readonly calls: string[];
}

const harness: OnboardingHarness = { calls: [] };
const query = new URLSearchParams(location.search);
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('no #root');

speakInHarness();
mountOnboarding(
  root,
  {
    currentMode: () => Promise.resolve(query.get('mode') as Mode | null),
    policy: () => Promise.resolve({ off: query.has('off'), mode: query.get('lock') as Mode | null }),
    choose: (mode) => {
      harness.calls.push(`choose ${mode}`);
      return query.has('refuse') ? Promise.reject(new Error('storage refused')) : Promise.resolve();
    },
    openTryIt: () => {
      harness.calls.push('openTryIt');
    },
    openPanel: () => {
      harness.calls.push('openPanel');
    },
  },
  new AbortController().signal,
);
Object.assign(globalThis, { harness });
