import type { Result } from '../../../src/core/result.ts';
import type { Trouble } from '../../../src/core/trouble.ts';
import { mountPanel } from '../../../src/panel/mount.tsx';
import type { PanelEvent, PanelSource } from '../../../src/panel/source.ts';
import type { ClearProof, ForgetProof } from '../../../src/wire/commands.ts';
import type { DetailRequest } from '../../../src/wire/panel-live.ts';
import { speakInHarness } from './language.ts';

/** The scripted world of the panel: the test says what happens, when, and how requests are answered. */
export interface PanelHarness {
  nowMs: number;
  readonly calls: string[];
  startAnswer: Result<null, Trouble>;
  clearAnswer: Result<ClearProof, Trouble>;
  siteAnswer: Result<null, Trouble>;
  objectAnswer: Result<ForgetProof, Trouble>;
  bookmarkAnswer: Result<null, Trouble>;
  /** What was asked of the engine. */
  readonly requests: DetailRequest[];
  /** Resolves when the panel has drawn what the events changed. */
  emit(...events: readonly PanelEvent[]): Promise<void>;
}

let tell: (event: PanelEvent) => void = () => {};

const harness: PanelHarness = {
  nowMs: 1_800_000_000_000,
  calls: [],
  startAnswer: { ok: true, value: null },
  clearAnswer: { ok: true, value: { databases: 0, storedKeys: 0 } },
  siteAnswer: { ok: true, value: null },
  objectAnswer: { ok: true, value: { records: 0 } },
  bookmarkAnswer: { ok: true, value: null },
  requests: [],
  emit: (...events) => {
    events.forEach((event) => tell(event));
    return new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
    });
  },
};

const source: PanelSource = {
  subscribe: (listener) => {
    tell = listener;
  },
  start: () => {
    harness.calls.push('start');
    return Promise.resolve(harness.startAnswer);
  },
  stop: () => {
    harness.calls.push('stop');
    return Promise.resolve();
  },
  decide: (answer) => {
    harness.calls.push(`decide ${answer}`);
    return Promise.resolve();
  },
  openCall: (id) => {
    harness.calls.push(`openCall ${id}`);
  },
  watchSite: (origin) => {
    harness.calls.push(`watchSite ${origin}`);
    return Promise.resolve(harness.siteAnswer);
  },
  askDetail: (request) => {
    harness.requests.push(request);
  },
  bookmark: (bookmark) => {
    harness.calls.push(`bookmark ${bookmark.atMs} ${bookmark.note}`);
    return Promise.resolve(harness.bookmarkAnswer);
  },
  judge: (said, answer) => {
    harness.calls.push(`judge ${said} ${answer}`);
    return Promise.resolve({ ok: true, value: null });
  },
  object: () => {
    harness.calls.push('object');
    return Promise.resolve(harness.objectAnswer);
  },
  clear: () => {
    harness.calls.push('clear');
    return Promise.resolve(harness.clearAnswer);
  },
  copyDiagnostic: () => {
    harness.calls.push('copyDiagnostic');
    return Promise.resolve(true);
  },
  openPage: (page) => {
    harness.calls.push(`open ${page}`);
  },
};

const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('no #root');
speakInHarness();
mountPanel(root, source, new AbortController().signal, () => harness.nowMs);
Object.assign(globalThis, { harness });
