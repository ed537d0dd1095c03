import type { EngineEvent } from '../core/engine-state.ts';
import { isDueForRenewal } from '../core/memory-budget.ts';
import { mayRebuild } from '../core/patience.ts';
import { type Analysed, VisionClient, type VisionState } from '../platform/vision-client.ts';

/** What a supervisor needs of a vision worker. */
type Client = Pick<VisionClient, 'state' | 'analyse' | 'retire' | 'close'>;

/**
 * Keeps one vision worker alive for all sessions: one that hangs or dies is replaced, as long as that is worth while. One
 * that has had its time or its memory works on until a fresh one is loaded, which takes over between two ticks: nobody is told.
 */
export class VisionSupervisor {
  readonly #emit: (event: EngineEvent) => void;
  readonly #now: () => number;
  readonly #make: (onState: (state: VisionState) => void) => Client;
  #client: Client;
  /** Is loaded to take over. */
  #next: Client | null = null;
  #startedAtMs: number;
  #renewedAtMs: number | null = null;
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
    this.#startedAtMs = now();
  }

  get state(): VisionState {
    return this.#client.state;
  }

  /** @returns what was seen, or null if the worker was lost meanwhile */
  async analyse(...question: Parameters<VisionClient['analyse']>): Promise<Analysed | null> {
    const client = this.#client;
    const answer = await client.analyse(...question);
    if (answer && client === this.#client) this.#renewIfDue(answer.heldBytes);
    return answer;
  }

  close(): void {
    this.#client.close();
    this.#next?.close();
  }

  #start(): Client {
    const client: Client = this.#make((state) => {
      if (client === this.#next) this.#heardOfNext(client, state);
      else if (client === this.#client) this.#heard(state);
    });
    return client;
  }

  #heard(state: VisionState): void {
    if (state.phase === 'loading') return this.#emit({ type: 'progress', step: state.step, progress: state.progress });
    if (state.phase === 'ready') return this.#emit({ type: 'loaded' });
    const nowMs = this.#now();
    // A file that is missing or damaged stays so: nothing is tried again.
    if (state.trouble !== 'engine-failed' || !mayRebuild(this.#lostAtMs, nowMs))
      return this.#emit({ type: 'failed', trouble: state.trouble });
    this.#lostAtMs = [...this.#lostAtMs, nowMs];
    this.#take(this.#next ?? this.#start());
    this.#emit({ type: 'lost' });
  }

  #renewIfDue(heldBytes: number): void {
    const nowMs = this.#now();
    if (this.#next || !isDueForRenewal({ heldBytes, startedAtMs: this.#startedAtMs, renewedAtMs: this.#renewedAtMs }, nowMs)) return;
    this.#renewedAtMs = nowMs;
    this.#next = this.#start();
  }

  #heardOfNext(next: Client, state: VisionState): void {
    if (state.phase === 'loading') return;
    const before = this.#client;
    if (state.phase === 'ready') {
      this.#take(next);
      before.retire();
    } else this.#next = null; // What does not load cannot take over: the present one works on.
  }

  #take(client: Client): void {
    this.#client = client;
    this.#next = null;
    this.#startedAtMs = this.#now();
  }
}
