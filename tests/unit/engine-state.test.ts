import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EngineEvent, type EngineState, FIRST_STATE, nextState } from '../../src/core/engine-state.ts';

const events = {
  progress: { type: 'progress', step: 'network', progress: 0.5 },
  loaded: { type: 'loaded' },
  lost: { type: 'lost' },
  failed: { type: 'failed', trouble: 'file-missing' },
  silent: { type: 'page-silent' },
  answers: { type: 'page-answers' },
  strained: { type: 'strained' },
  eased: { type: 'eased' },
} as const satisfies Record<string, EngineEvent>;
type Name = keyof typeof events;

const after = (...names: readonly Name[]): EngineState =>
  names.reduce((state: EngineState, name) => nextState(state, events[name]), FIRST_STATE);

describe('the engine', () => {
  it.each<[EngineState['phase'], readonly Name[]]>([
    ['starting', []],
    ['starting', ['progress']],
    ['starting', ['lost']],
    ['watching', ['loaded']],
    ['watching', ['loaded', 'progress']],
    ['catching-up', ['loaded', 'lost']],
    ['catching-up', ['loaded', 'silent', 'lost']],
    ['watching', ['loaded', 'lost', 'progress', 'loaded']],
    ['paused', ['loaded', 'silent']],
    ['paused', ['loaded', 'strained', 'silent', 'strained']],
    ['watching', ['loaded', 'silent', 'answers']],
    ['limited', ['loaded', 'strained']],
    ['limited', ['loaded', 'strained', 'answers']],
    ['watching', ['loaded', 'strained', 'eased']],
    ['stopped', ['failed']],
    ['stopped', ['loaded', 'lost', 'failed', 'loaded']],
  ])('is %s after %j', (phase, names) => expect(after(...names).phase).toBe(phase));

  it('says how far a second loading is, from nothing on', () => {
    expect(after('loaded', 'lost')).toEqual({ phase: 'catching-up', step: 'files', progress: 0 });
    expect(after('loaded', 'lost', 'progress')).toEqual({ phase: 'catching-up', step: 'network', progress: 0.5 });
  });

  it('stays stopped with its reason, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(events))), (rest) => {
        expect(rest.reduce<EngineState>(nextState, after('loaded', 'failed'))).toEqual({ phase: 'stopped', trouble: 'file-missing' });
      }),
    );
  });

  it('reads nothing before it is loaded, whatever the page does', () => {
    const early = fc.array(fc.constantFrom(events.progress, events.silent, events.answers, events.strained, events.eased, events.lost));
    fc.assert(
      fc.property(early, (list) => {
        expect(list.reduce<EngineState>(nextState, FIRST_STATE).phase).toBe('starting');
      }),
    );
  });
});
