import { mountAbout } from '../../../src/pages/about/mount.tsx';
import type { Build } from '../../../src/pages/about/source.ts';
import type { RequestLog } from '../../../src/platform/request-log.ts';
import type { StoredAmount } from '../../../src/platform/stored-amount.ts';
import type { EngineReport } from '../../../src/wire/commands.ts';
import { speakInHarness } from './language.ts';

/** The scripted world of the About page; the test changes it and lets the page look again. */
export interface AboutHarness {
  now: { readonly stored: StoredAmount | null; readonly requests: RequestLog; readonly engine: EngineReport | null };
}

const query = new URLSearchParams(location.search);
const harness: AboutHarness = {
  now: {
    stored: query.has('refused')
      ? null
      : {
          calls: 1_000,
          moments: 12,
          oldestAtMs: Date.UTC(2026, 10, 22, 12),
          historyBytes: 312_345_678,
          settingsBytes: 321,
          tally: [{ expression: 'happiness', right: 41, wrong: 9 }],
        },
    requests: query.has('sent') ? { sent: 1, refused: 2 } : { sent: 0, refused: 0 },
    engine: query.has('refused') ? null : { backend: 'wasm', detector: 'scripted' },
  },
};

const build: Build = {
  extensionVersion: '0.1.0',
  browserVersion: 'Chromium 156.0.8078.79',
  licences: query.has('refused')
    ? null
    : [
        { name: '@tensorflow/tfjs-core', version: '4.22.0', licence: 'Apache-2.0', text: null },
        { name: 'idb', version: '8.0.4', licence: 'ISC', text: 'Copyright …\n'.repeat(100) },
      ],
};

const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('no #root');
speakInHarness();
mountAbout(
  root,
  {
    stored: () => Promise.resolve(harness.now.stored),
    requests: () => Promise.resolve(harness.now.requests),
    engine: () => Promise.resolve(harness.now.engine),
    build: () => Promise.resolve(build),
  },
  new AbortController().signal,
);
Object.assign(globalThis, { harness });
