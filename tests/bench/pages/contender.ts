/** What one detector-and-classifier made of the tiles of one tick. */
export interface Run {
  readonly totalMs: number;
  readonly detectMs: number;
  /** Faces found in each tile. */
  readonly faces: readonly number[];
}

/** One of those that are compared; each has a page of its own, and so a process. */
export interface Contender {
  /** Loads everything. @returns a word for its backend */
  load(): Promise<string>;
  /** Prepares tiles outside the measured time. */
  prepare(tiles: readonly ImageBitmap[]): Promise<unknown>;
  run(prepared: unknown): Promise<Run>;
  /** The same without finding out what its parts take. */
  show?(prepared: unknown): Promise<unknown>;
  /** Only the expression network, on `count` faces at once where it can do that; ms per face. */
  expressionMs?(count: number): Promise<number>;
}

/** Makes a contender callable by the bench. */
export function enter(contender: Contender): void {
  const prepared = new Map<string, unknown>();
  const tilesOf = async (width: number, step: number, count: number) => {
    const key = `${width}/${step}/${count}`;
    const known = prepared.get(key);
    if (known) return known;
    const tiles = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const response = await fetch(`/frames/${width}/${step}/${index}`);
        return createImageBitmap(await response.blob());
      }),
    );
    const made = await contender.prepare(tiles);
    prepared.set(key, made);
    return made;
  };
  Object.assign(globalThis, {
    /** From nothing to the first result on one tile. */
    coldStart: async (width: number) => {
      const response = await fetch(`/frames/${width}/0/0`);
      const tile = await createImageBitmap(await response.blob());
      const start = performance.now();
      const backend = await contender.load();
      await contender.run(await contender.prepare([tile]));
      return { ms: performance.now() - start, backend };
    },
    run: async (width: number, step: number, count: number) => contender.run(await tilesOf(width, step, count)),
    show: async (width: number, step: number, count: number) => {
      const tiles = await tilesOf(width, step, count);
      await (contender.show ?? contender.run)(tiles);
    },
    expressionMs: (count: number) => contender.expressionMs?.(count) ?? Promise.resolve(null),
  });
}

/** Runs something on each of several backends. @returns the fastest that works */
export async function fastest(
  backends: readonly string[],
  use: (backend: string) => Promise<void>,
  once: () => Promise<void>,
): Promise<string> {
  let best = { backend: '', ms: Number.POSITIVE_INFINITY };
  for (const backend of backends) {
    try {
      await use(backend);
      await once();
      const start = performance.now();
      await once();
      const ms = performance.now() - start;
      if (ms < best.ms) best = { backend, ms };
    } catch {
      // It does not run here.
    }
  }
  await use(best.backend);
  return best.backend;
}
