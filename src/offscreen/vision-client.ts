import type { AtlasRect } from '../core/atlas.ts';
import type { Trouble } from '../core/trouble.ts';
import { ownUrl } from '../platform/browser.ts';
import type { EngineStatus } from '../wire/panel-live.ts';
import type { Backend, HostToVision, VisionToHost } from '../wire/vision.ts';

/** An answer takes tens of milliseconds; after this the worker hangs. */
const ANSWER_TIMEOUT_MS = 10_000;

export type Analysed = Extract<VisionToHost, { type: 'analysed' }>;
export type VisionState =
  | Extract<EngineStatus, { phase: 'loading' }>
  | { readonly phase: 'ready'; readonly backend: Backend; readonly detector: string }
  | { readonly phase: 'stopped'; readonly trouble: Trouble };

/** The engine's hold on its vision worker: starts it, asks it, learns when it fails. */
export class VisionClient {
  readonly #worker: Worker;
  readonly #onState: (state: VisionState) => void;
  readonly #waiting = new Map<number, (answer: Analysed | null) => void>();
  #lastId = 0;
  #state: VisionState = { phase: 'loading', step: 'files', progress: 0 };

  constructor(onState: (state: VisionState) => void) {
    this.#onState = onState;
    this.#worker = new Worker(new URL('./vision/worker.ts', import.meta.url), { type: 'module', name: 'moodline-vision' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<VisionToHost>) => this.#take(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail('engine-failed', event.message);
    });
    this.#send({ type: 'load', baseUrl: ownUrl('') });
  }

  get state(): VisionState {
    return this.#state;
  }

  /** @returns what was seen, or null if the worker failed or did not answer in time */
  analyse(atlas: Blob, rects: readonly AtlasRect[]): Promise<Analysed | null> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#fail('engine-failed', 'no answer'), ANSWER_TIMEOUT_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#send({ type: 'analyse', id, atlas, rects });
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#settleAll();
  }

  #send(message: HostToVision): void {
    this.#worker.postMessage(message);
  }

  #take(message: VisionToHost): void {
    switch (message.type) {
      case 'progress':
        return this.#become({ phase: 'loading', step: message.step, progress: message.progress });
      case 'loaded':
        return this.#become({ phase: 'ready', backend: message.backend, detector: message.detector });
      case 'failed':
        return this.#fail(message.trouble, message.detail);
      case 'analysed':
        this.#waiting.get(message.id)?.(message);
        this.#waiting.delete(message.id);
    }
  }

  #fail(trouble: Trouble, detail: string): void {
    if (this.#state.phase === 'stopped') return;
    console.info(`Moodline: vision stopped (${trouble}): ${detail}`);
    this.#worker.terminate();
    this.#become({ phase: 'stopped', trouble });
    this.#settleAll();
  }

  #become(state: VisionState): void {
    this.#state = state;
    this.#onState(state);
  }

  #settleAll(): void {
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }
}
