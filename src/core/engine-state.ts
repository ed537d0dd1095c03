import type { Trouble } from './trouble.ts';

/*
 * What the engine of one watched call is doing. Driven by events only; each expected failure leads to exactly one state.
 *
 *                loaded                     lost
 *   starting ───────────────▶ watching ───────────────▶ catching-up
 *      │  ▲                   ▲  │  ▲                       │  │
 *      │  └ lost      eased   │  │  │ page-answers   loaded │  │
 *      │           limited ◀──┘  │  └──────── paused        │  │
 *      │             strained    └─ page-silent ─▲          │  │
 *      │                              watching ◀────────────┘  │
 *      └── failed ──▶ stopped ◀── failed, from anywhere ───────┘
 */

export const LOAD_STEPS = ['files', 'detector', 'network', 'backend'] as const;

/** What is being loaded, and how far it is, in [0, 1]. */
export interface LoadProgress {
  readonly step: (typeof LOAD_STEPS)[number];
  readonly progress: number;
}

export type EngineState =
  | ({ readonly phase: 'starting' | 'catching-up' } & LoadProgress)
  /** `limited`: the machine's budget does not allow more; `paused`: the call page gives no pictures. */
  | { readonly phase: 'watching' | 'limited' | 'paused' }
  | { readonly phase: 'stopped'; readonly trouble: Trouble };

export type EngineEvent =
  | ({ readonly type: 'progress' } & LoadProgress)
  | { readonly type: 'loaded' }
  /** The vision worker is gone, and another one is loading. */
  | { readonly type: 'lost' }
  /** It cannot be brought back. */
  | { readonly type: 'failed'; readonly trouble: Trouble }
  | { readonly type: 'page-silent' | 'page-answers' }
  | { readonly type: 'strained' | 'eased' };

const NOTHING_YET: LoadProgress = { step: 'files', progress: 0 };

export const FIRST_STATE: EngineState = { phase: 'starting', ...NOTHING_YET };

/** The next state; an event that means nothing now changes nothing. Pure. */
export function nextState(state: EngineState, event: EngineEvent): EngineState {
  const loading = state.phase === 'starting' || state.phase === 'catching-up';
  const reading = state.phase === 'watching' || state.phase === 'limited' || state.phase === 'paused';
  if (state.phase === 'stopped') return state;
  switch (event.type) {
    case 'progress':
      return loading ? { phase: state.phase, step: event.step, progress: event.progress } : state;
    case 'loaded':
      return loading ? { phase: 'watching' } : state;
    case 'lost':
      return { phase: state.phase === 'starting' ? 'starting' : 'catching-up', ...NOTHING_YET };
    case 'failed':
      return { phase: 'stopped', trouble: event.trouble };
    case 'page-silent':
      return reading ? { phase: 'paused' } : state;
    case 'page-answers':
      return state.phase === 'paused' ? { phase: 'watching' } : state;
    case 'strained':
      return state.phase === 'watching' ? { phase: 'limited' } : state;
    case 'eased':
      return state.phase === 'limited' ? { phase: 'watching' } : state;
  }
}
