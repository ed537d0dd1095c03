import { describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '../../src/core/engine-state.ts';
import { RENEW_AT_MOST_EVERY_MS, WORKER_BUDGET_BYTES, WORKER_LIFE_MS } from '../../src/core/memory-budget.ts';
import { REBUILDS } from '../../src/core/patience.ts';
import { VisionSupervisor } from '../../src/offscreen/vision-supervisor.ts';
import type { Analysed, VisionState } from '../../src/platform/vision-client.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const READY: VisionState = { phase: 'ready', backend: 'wasm', detector: 'full' };
const HUNG: VisionState = { phase: 'stopped', trouble: 'engine-failed' };

class FakeWorker {
  state: VisionState = { phase: 'loading', step: 'files', progress: 0 };
  closed = false;
  heldBytes = 0;
  readonly #onState: (state: VisionState) => void;

  constructor(onState: (state: VisionState) => void) {
    this.#onState = onState;
  }

  tell(state: VisionState): void {
    this.state = state;
    this.#onState(state);
  }

  analyse = async (): Promise<Analysed | null> => ({
    type: 'analysed',
    id: 1,
    sights: [],
    eyeDistancesPx: [],
    looks: { kept: 0, near: 0, searched: 0 },
    decodeMs: 0,
    detectMs: 0,
    classifyMs: 0,
    heldBytes: this.heldBytes,
  });

  close = () => void (this.closed = true);
  // That it answers first is shown with the real one.
  retire = this.close;
}

function supervise() {
  const workers: FakeWorker[] = [];
  const heard: EngineEvent[] = [];
  const clock = { nowMs: 1_000_000 };
  const supervisor = new VisionSupervisor(
    (event) => heard.push(event),
    () => clock.nowMs,
    (onState) => {
      const worker = new FakeWorker(onState);
      workers.push(worker);
      return worker;
    },
  );
  const last = () => workers.at(-1);
  const ask = () => supervisor.analyse(new Blob(), [], 'full');
  const closed = () => workers.map((worker) => worker.closed);
  return { supervisor, workers, heard, clock, last, ask, closed };
}

/** A worker that has just told that it holds too much, and the one that is loaded in its place. */
async function superviseFull() {
  const stage = supervise();
  const [full] = stage.workers;
  if (!full) throw new Error('no worker was started');
  full.tell(READY);
  full.heldBytes = WORKER_BUDGET_BYTES + 1;
  await stage.ask();
  return { ...stage, full };
}

describe('a vision worker beyond its budget', () => {
  it('works on until a fresh one is loaded, and nobody is told', async () => {
    const { full, supervisor, workers, heard, last, ask, closed } = await superviseFull();
    expect(await ask()).toMatchObject({ heldBytes: full.heldBytes });
    expect(supervisor.state).toEqual(READY);
    expect(closed()).toEqual([false, false]);
    last()?.tell({ phase: 'loading', step: 'network', progress: 0 });
    last()?.tell(READY);
    expect(closed()).toEqual([true, false]);
    expect(await ask()).toMatchObject({ heldBytes: 0 });
    expect(workers).toHaveLength(2);
    expect(heard.map(({ type }) => type)).toEqual(['loaded']);
  });

  it('is not renewed again within ten minutes', async () => {
    const { workers, clock, last, ask } = await superviseFull();
    last()?.tell(READY);
    Object.assign(last() ?? {}, { heldBytes: WORKER_BUDGET_BYTES + 1 });
    await ask();
    expect(workers).toHaveLength(2);
    clock.nowMs += RENEW_AT_MOST_EVERY_MS;
    await ask();
    expect(workers).toHaveLength(3);
  });

  it('is renewed for its age too, and not before', async () => {
    const { workers, clock, last, ask } = supervise();
    last()?.tell(READY);
    clock.nowMs += WORKER_LIFE_MS - 1;
    await ask();
    expect(workers).toHaveLength(1);
    clock.nowMs++;
    await ask();
    last()?.tell(READY);
    await ask();
    expect(workers).toHaveLength(2);
    clock.nowMs += WORKER_LIFE_MS;
    await ask();
    expect(workers).toHaveLength(3);
  });

  it('stays where the fresh one does not load', async () => {
    const { heard, last, ask, closed, full } = await superviseFull();
    last()?.tell({ phase: 'stopped', trouble: 'file-missing' });
    expect(closed()[0]).toBe(false);
    expect(await ask()).toMatchObject({ heldBytes: full.heldBytes });
    expect(heard.map(({ type }) => type)).toEqual(['loaded']);
  });

  it('that hangs meanwhile leaves its place to the fresh one', async () => {
    const { full, workers, heard, last } = await superviseFull();
    full.tell(HUNG);
    last()?.tell(READY);
    expect(workers).toHaveLength(2);
    expect(heard.map(({ type }) => type)).toEqual(['loaded', 'lost', 'loaded']);
  });

  it('is closed with its sessions, and the fresh one too', async () => {
    const { supervisor, closed } = await superviseFull();
    supervisor.close();
    expect(closed()).toEqual([true, true]);
  });
});

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
