/** Adds up what is done in the page's thread. */
export class Stopwatch {
  ms = 0;

  time<Result>(work: () => Result): Result {
    const start = performance.now();
    const result = work();
    this.ms += performance.now() - start;
    return result;
  }

  /** For work that only waits for what is done at once. */
  async timeAll<Result>(work: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    const result = await work();
    this.ms += performance.now() - start;
    return result;
  }
}
