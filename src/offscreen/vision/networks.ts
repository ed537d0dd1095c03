import { memory, ready, setBackend, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import type { Backend } from '../../wire/vision.ts';
import { LoadFailure } from './failure.ts';
import type { ShippedFiles } from './files.ts';
import { type Graph, openGraph } from './graph.ts';
import { prepareWasm, wasmBytes } from './wasm-backend.ts';
import type { GraphicsContext } from './webgl-backend.ts';

/** The networks that ship, by the folder of their files: faces close by, faces anywhere, expressions. */
export const NETWORKS = {
  near: { folder: 'models/face-near', channels: 3 },
  search: { folder: 'models/face-search', channels: 3 },
  expression: { folder: 'models/expression', channels: 1 },
} as const;
export type NetworkName = keyof typeof NETWORKS;

/** Pictures in one run. Larger batches are no cheaper per picture and need more memory. */
const RUN_AT_ONCE = 9;
/** On a graphics card every size of a batch is compiled anew: batches are filled up to one of these. */
const GRAPHICS_BATCHES = [1, 3, RUN_AT_ONCE] as const;
/** On a graphics card an answer that takes longer than this will not come, except the first ones, which compile. */
const ANSWER_WITHIN_MS = 3_000;
const FIRST_ANSWER_WITHIN_MS = 30_000;
/** That many losses of the graphics card within this time, and the rest of the work is done without it. */
const GIVE_UP = { losses: 3, withinMs: 10 * 60_000 } as const;
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** The networks on the backend that is fastest here, or on the next best one after trouble. */
export class Networks {
  readonly #files: ShippedFiles;
  #backend: Backend = 'wasm';
  #graphs = new Map<NetworkName, Graph>();
  /** Null on wasm. */
  #graphics: GraphicsContext | null = null;
  /** Networks and batches that have run on this backend. */
  readonly #warm = new Set<string>();
  #lossesAtMs: number[] = [];

  private constructor(files: ShippedFiles) {
    this.#files = files;
  }

  /**
   * Opens the networks on wasm, or on WebGL if the renderer is a real graphics card and a tick's work is faster there.
   * @param prefer skips the choice
   * @throws LoadFailure if a file is not what this code expects, or wasm does not start
   */
  static async open(files: ShippedFiles, baseUrl: string, prefer?: Backend): Promise<Networks> {
    const networks = new Networks(files);
    prepareWasm(baseUrl);
    if (prefer === 'webgl') await networks.#use('webgl');
    else await networks.#use('wasm');
    if (prefer || !hasRealGpu()) return networks;
    const wasmMs = await networks.#measure();
    const webglMs = await networks.#use('webgl')
      .then(() => networks.#measure())
      .catch(() => Number.POSITIVE_INFINITY);
    if (webglMs >= wasmMs) await networks.#use('wasm');
    return networks;
  }

  get backend(): Backend {
    return this.#backend;
  }

  /** Memory that the networks hold, in bytes. On wasm the tensors are part of its memory. */
  heldBytes(): number {
    return wasmBytes() + (this.#graphics ? memory().numBytes : 0);
  }

  /** What a network says of itself. */
  metadata(network: NetworkName): Readonly<Record<string, unknown>> {
    return this.#graph(network).metadata;
  }

  /**
   * Runs a network on pictures of the same size.
   * @param pictures `count × side × side × channels` values
   * @returns per output, its values for all pictures
   */
  async run(network: NetworkName, pictures: Float32Array, side: number, outputs: readonly string[]): Promise<Float32Array[]> {
    try {
      return await this.#run(network, pictures, side, outputs);
    } catch (error) {
      if (this.#backend === 'wasm') throw error;
      await this.#recover();
      return this.#run(network, pictures, side, outputs);
    }
  }

  async #run(network: NetworkName, pictures: Float32Array, side: number, outputs: readonly string[]): Promise<Float32Array[]> {
    const { channels } = NETWORKS[network];
    const size = side * side * channels;
    const parts: Float32Array[][] = [];
    for (let from = 0; from < pictures.length; from += RUN_AT_ONCE * size) {
      const part = pictures.subarray(from, from + RUN_AT_ONCE * size);
      const count = part.length / size;
      const batch = this.#graphics ? (GRAPHICS_BATCHES.find((one) => one >= count) ?? count) : count;
      const image = tensor4d(batch === count ? part : concatenated([part, new Float32Array((batch - count) * size)]), [
        batch,
        side,
        side,
        channels,
      ]);
      let results: Tensor[] = [];
      try {
        results = this.#graph(network).run(image, outputs);
        const kind = `${network} ${batch}`;
        const values = await this.#valuesOf(results, !this.#warm.has(kind));
        parts.push(values.map((one) => one.subarray(0, (one.length / batch) * count)));
        this.#warm.add(kind);
      } finally {
        for (const tensor of [image, ...results]) tensor.dispose();
      }
    }
    return outputs.map((_, index) => concatenated(parts.map((values) => values[index] ?? new Float32Array())));
  }

  /** @param first whether this batch of this network has not run before
   * @throws Error if the graphics card does not answer or answers with nonsense */
  async #valuesOf(tensors: readonly Tensor[], first: boolean): Promise<Float32Array[]> {
    const values = Promise.all(tensors.map(async (tensor) => (await tensor.data()) as Float32Array));
    const graphics = this.#graphics;
    if (!graphics) return values;
    const withinMs = first ? FIRST_ANSWER_WITHIN_MS : ANSWER_WITHIN_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // After a loss the values never come, or are zeros.
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, withinMs, null);
    });
    const answered = await Promise.race([values, graphics.lost.then(() => null), tooLate]);
    clearTimeout(timer);
    if (graphics.isLost() || !answered?.every((one) => one.every(Number.isFinite))) throw new Error('the graphics card gave no answer');
    return answered;
  }

  #graph(network: NetworkName): Graph {
    const graph = this.#graphs.get(network);
    if (!graph) throw new Error(`the network ${network} is not open`);
    return graph;
  }

  /** Opens all networks on a backend, in place of where they are now. */
  async #use(backend: Backend): Promise<void> {
    for (const graph of this.#graphs.values()) graph.dispose();
    this.#graphs = new Map();
    this.#warm.clear();
    this.#graphics = backend === 'webgl' ? (await import('./webgl-backend.ts')).renewWebgl() : null;
    if (!(await setBackend(backend))) throw new LoadFailure('engine-failed', `backend ${backend} does not start`);
    await ready();
    this.#backend = backend;
    for (const name of Object.keys(NETWORKS) as NetworkName[]) this.#graphs.set(name, openGraph(this.#files, NETWORKS[name].folder));
  }

  /** A tick's work, in ms, after a first run that compiles and allocates. */
  async #measure(): Promise<number> {
    const faces = RUN_AT_ONCE;
    const work = async () => {
      await this.#run('near', new Float32Array(faces * 96 * 96 * 3), 96, ['scores0', 'boxes0']);
      await this.#run('expression', new Float32Array(faces * 48 * 48), 48, ['ferplus']);
    };
    await work();
    const start = performance.now();
    await work();
    return performance.now() - start;
  }

  /** After the loss of the graphics card: a new context, or wasm if that happened too often. */
  async #recover(): Promise<void> {
    const now = performance.now();
    this.#lossesAtMs = [...this.#lossesAtMs, now].filter((atMs) => now - atMs < GIVE_UP.withinMs);
    const again = this.#lossesAtMs.length < GIVE_UP.losses;
    await this.#use(again ? 'webgl' : 'wasm').catch(() => this.#use('wasm'));
  }
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function hasRealGpu(): boolean {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  const info = context?.getExtension('WEBGL_debug_renderer_info');
  if (!context || !info) return false;
  const renderer = String(context.getParameter(info.UNMASKED_RENDERER_WEBGL));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE_RENDERER.test(renderer);
}
