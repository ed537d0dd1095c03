import { mapExpressions } from '../../../src/core/expression.ts';
import type { FaceSight, FoundFace } from '../../../src/core/face-tracks.ts';
import type { Trouble } from '../../../src/core/trouble.ts';
import { mountTryIt } from '../../../src/pages/try-it/mount.tsx';
import type { TryItSource } from '../../../src/pages/try-it/source.ts';
import { speakInHarness } from './language.ts';

/** The scripted world of the Try it page: a picture has the faces that the test says, in tenths of its size. */
export interface TryItHarness {
  readonly calls: string[];
  sights: readonly FaceSight[];
  trouble: Trouble | null;
  /** The engine answers nothing until this is called. */
  readonly answer: () => void;
  /** The page is left. */
  readonly leave: () => void;
}

const query = new URLSearchParams(location.search);
const held: (() => void)[] = [];
const life = new AbortController();

const harness: TryItHarness = {
  calls: [],
  sights: [
    { state: 'face', quality: 0.9, scores: mapExpressions((name) => (name === 'happiness' ? 0.86 : 0.02)) },
    { state: 'face', quality: 0.7, scores: mapExpressions(() => 0.125) },
    { state: 'turned-away' },
  ],
  trouble: null,
  answer: () => held.splice(0).forEach((answer) => answer()),
  leave: () => life.abort(),
};

const source: TryItSource = {
  settings: () => Promise.resolve({ consented: !query.has('unset'), doubt: 'balanced' }),
  findFaces: async (picture, search, tell) => {
    const { width, height } = picture;
    picture.close();
    harness.calls.push(search);
    if (query.has('hold')) {
      tell({ phase: 'loading', step: 'network', progress: 0.5 });
      await new Promise<void>((resolve) => {
        held.push(resolve);
      });
      tell({ phase: 'ready', backend: 'wasm', detector: 'scripted' });
    }
    if (harness.trouble) return { ok: false, error: harness.trouble };
    const faces = harness.sights.map((sight, index): FoundFace => {
      const side = Math.min(width, height) / 4;
      return { sight, box: { x: (index * width) / 3 + side / 8, y: index === 1 ? 0 : height / 3, width: side, height: side } };
    });
    return { ok: true, value: faces };
  },
  openSetup: () => {
    harness.calls.push('openSetup');
  },
};

const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('no #root');
speakInHarness();
mountTryIt(root, source, life.signal);
Object.assign(globalThis, { harness });
