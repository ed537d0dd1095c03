import type { FoundFace } from '../core/face-tracks.ts';
import { FIRST_VISION_ANSWER_MS, PICTURE_SEARCH_MS, visionAnswerMs } from '../core/patience.ts';
import type { Trouble } from '../core/trouble.ts';
import type { Atlas } from '../wire/frames.ts';
import type { EngineStatus } from '../wire/panel-live.ts';
import type { Backend, Effort, FaceSearch, HostToVision, VisionToHost } from '../wire/vision.ts';
import { ownUrl } from './browser.ts';
import { reportRequest } from './request-log.ts';

export type Analysed = Extract<VisionToHost, { type: 'analysed' }>;
type AnalyseTiles = Extract<HostToVision, { type: 'analyse' }>['tiles'];
type Answer = Extract<VisionToHost, { readonly id: number }>;
export type VisionState =
  | Extract<EngineStatus, { phase: 'loading' }>
  | { readonly phase: 'ready'; readonly backend: Backend; readonly detector: string }
  | { readonly phase: 'stopped'; readonly trouble: Trouble };

/** A document's hold on a vision worker of its own: starts it, asks it, learns when it fails. */
export class VisionClient {
  readonly #worker: Worker;
  readonly #onState: (state: VisionState) => void;
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  readonly #loaded = Promise.withResolvers<void>();
  #lastId = 0;
  /** Whether tiles were analysed before. */
  #answered = false;
  #retired = false;
  #state: VisionState = { phase: 'loading', step: 'files', progress: 0 };

  constructor(onState: (state: VisionState) => void) {
    this.#onState = onState;
    this.#worker = new Worker(new URL('../offscreen/vision/worker.ts', import.meta.url), { type: 'module', name: 'moodline-vision' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<VisionToHost>) => this.#take(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail('engine-failed', event.message);
    });
    this.#worker.postMessage({ type: 'load', baseUrl: ownUrl('') } satisfies HostToVision);
  }

  get state(): VisionState {
    return this.#state;
  }

  /** @param atlas its bytes are handed over
   * @returns what was seen, or null if the worker failed or did not answer in time */
  async analyse(atlas: Atlas, tiles: AnalyseTiles, effort: Effort): Promise<Analysed | null> {
    const answer = await this.#ask(
      this.#answered ? visionAnswerMs(tiles.length) : FIRST_VISION_ANSWER_MS,
      (id) => ({ type: 'analyse', id, atlas, tiles, effort }),
      atlas instanceof Blob ? [] : [...atlas],
    );
    this.#answered = true;
    return answer?.type === 'analysed' ? answer : null;
  }

  /** Finds and reads the faces of a picture, once the worker is loaded. It is handed over and closed by the worker.
   * @returns the faces, largest first, or null if the worker failed or did not answer in time */
  async findFaces(picture: ImageBitmap, search: FaceSearch): Promise<readonly FoundFace[] | null> {
    await this.#loaded.promise;
    if (this.#state.phase !== 'ready') {
      picture.close();
      return null;
    }
    const answer = await this.#ask(PICTURE_SEARCH_MS, (id) => ({ type: 'find-faces', id, picture, search }), [picture]);
    return answer?.type === 'faces-found' ? answer.faces : null;
  }

  #ask(withinMs: number, question: (id: number) => HostToVision, handedOver: Transferable[] = []): Promise<Answer | null> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#fail('engine-failed', 'no answer'), withinMs);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#worker.postMessage(question(id), handedOver);
    });
  }

  /** Closes as soon as what was asked is answered. */
  retire(): void {
    this.#retired = true;
    if (this.#waiting.size === 0) this.close();
  }

  close(): void {
    this.#worker.terminate();
    this.#loaded.resolve();
    this.#settleAll();
  }

  #take(message: VisionToHost): void {
    switch (message.type) {
      case 'progress':
        return this.#become({ phase: 'loading', step: message.step, progress: message.progress });
      case 'loaded':
        return this.#become({ phase: 'ready', backend: message.backend, detector: message.detector });
      case 'request-noticed':
        return reportRequest(message.fate);
      case 'failed':
        return this.#fail(message.trouble, message.detail);
      case 'analysed':
      case 'faces-found':
        this.#waiting.get(message.id)?.(message);
        this.#waiting.delete(message.id);
        if (this.#retired) this.retire();
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
    if (state.phase !== 'loading') this.#loaded.resolve();
    this.#onState(state);
  }

  #settleAll(): void {
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }
}
