import type { EngineEvent } from '../core/engine-state.ts';
import { mayRebuild } from '../core/patience.ts';
import { type Analysed, VisionClient, type VisionState } from '../platform/vision-client.ts';

/** What a supervisor needs of a vision worker. */
type Client = Pick<VisionClient, 'state' | 'analyse' | 'close'>;

/** Keeps one vision worker alive for all sessions: one that hangs or dies is replaced, as long as that is worth while. */
export class VisionSupervisor {
  readonly #emit: (event: EngineEvent) => void;
  readonly #now: () => number;
  readonly #make: (onState: (state: VisionState) => void) => Client;
  #client: Client;
  #lostAtMs: number[] = [];

  /** @param emit gets what happens to the worker, for every session */
  constructor(
    emit: (event: EngineEvent) => void,
    now: () => number,
    make: (onState: (state: VisionState) => void) => Client = (onState) => new VisionClient(onState),
  ) {
    this.#emit = emit;
    this.#now = now;
    this.#make = make;
    this.#client = this.#start();
  }

  get state(): VisionState {
    return this.#client.state;
  }

  /** @returns what was seen, or null if the worker was lost meanwhile */
  analyse(...question: Parameters<VisionClient['analyse']>): Promise<Analysed | null> {
    return this.#client.analyse(...question);
  }

  close(): void {
    this.#client.close();
  }

  #start(): Client {
    return this.#make((state) => this.#heard(state));
  }

  #heard(state: VisionState): void {
    if (state.phase === 'loading') return this.#emit({ type: 'progress', step: state.step, progress: state.progress });
    if (state.phase === 'ready') return this.#emit({ type: 'loaded' });
    const nowMs = this.#now();
    // A file that is missing or damaged stays so: nothing is tried again.
    if (state.trouble !== 'engine-failed' || !mayRebuild(this.#lostAtMs, nowMs))
      return this.#emit({ type: 'failed', trouble: state.trouble });
    this.#lostAtMs = [...this.#lostAtMs, nowMs];
    this.#client = this.#start();
    this.#emit({ type: 'lost' });
  }
}
