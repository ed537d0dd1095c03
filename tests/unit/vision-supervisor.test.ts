import { describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '../../src/core/engine-state.ts';
import { REBUILDS } from '../../src/core/patience.ts';
import { VisionSupervisor } from '../../src/offscreen/vision-supervisor.ts';
import type { VisionState } from '../../src/platform/vision-client.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const READY: VisionState = { phase: 'ready', backend: 'wasm', detector: 'full' };
const HUNG: VisionState = { phase: 'stopped', trouble: 'engine-failed' };

function supervise() {
  const workers: { state: VisionState; tell: (state: VisionState) => void; closed: boolean }[] = [];
  const heard: EngineEvent[] = [];
  const clock = { nowMs: 1_000_000 };
  const supervisor = new VisionSupervisor(
    (event) => heard.push(event),
    () => clock.nowMs,
    (onState) => {
      const worker = {
        state: { phase: 'loading', step: 'files', progress: 0 } as VisionState,
        closed: false,
        tell: (() => {}) as (state: VisionState) => void,
      };
      worker.tell = (state) => {
        worker.state = state;
        onState(state);
      };
      workers.push(worker);
      return {
        get state() {
          return worker.state;
        },
        analyse: () => Promise.resolve(null),
        close: () => void (worker.closed = true),
      };
    },
  );
  const last = () => workers.at(-1);
  return { supervisor, workers, heard, clock, last };
}

describe('a vision worker', () => {
  it('that hangs is replaced by another one', () => {
    const { supervisor, workers, heard, last } = supervise();
    last()?.tell(READY);
    last()?.tell(HUNG);
    expect(workers).toHaveLength(2);
    expect(supervisor.state.phase).toBe('loading');
    last()?.tell(READY);
    expect(heard.map(({ type }) => type)).toEqual(['loaded', 'lost', 'loaded']);
  });

  it('is given up the third time within ten minutes', () => {
    const { workers, heard, last } = supervise();
    for (let time = 0; time <= REBUILDS.most; time++) last()?.tell(HUNG);
    expect(workers).toHaveLength(REBUILDS.most + 1);
    expect(heard.at(-1)).toEqual({ type: 'failed', trouble: 'engine-failed' });
  });

  it('that hangs now and then over hours is replaced each time', () => {
    const { heard, clock, last } = supervise();
    for (let time = 0; time < 20; time++) {
      last()?.tell(HUNG);
      clock.nowMs += REBUILDS.withinMs / 2 + 1;
    }
    expect(heard.map(({ type }) => type)).toEqual(Array.from({ length: 20 }, () => 'lost'));
  });

  it.each(['file-missing', 'file-corrupt'] as const)('that finds a %s is not tried again', (trouble) => {
    const { workers, heard, last } = supervise();
    last()?.tell({ phase: 'stopped', trouble });
    expect(workers).toHaveLength(1);
    expect(heard).toEqual([{ type: 'failed', trouble }]);
  });

  it('is closed with its sessions', () => {
    const { supervisor, last } = supervise();
    supervisor.close();
    expect(last()?.closed).toBe(true);
  });
});
