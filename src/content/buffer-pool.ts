/** Pictures are sent while the next ones are taken; more than a few are never in use at once. */
const MOST_KEPT = 4;
/** Lengths are multiples of this, so that a picture that is a little larger than the last one needs no new memory. */
const GRAIN_BYTES = 256 * 1024;

/** Hands out memory that was used before, if it can: new memory costs the page's thread more than what is written to it. */
export class BufferPool {
  readonly #kept: ArrayBuffer[] = [];

  /** @returns a buffer of this length or more, with anything in it */
  take(bytes: number): ArrayBuffer {
    const at = this.#kept.findIndex(({ byteLength }) => byteLength >= bytes);
    return (at >= 0 && this.#kept.splice(at, 1)[0]) || new ArrayBuffer(GRAIN_BYTES * Math.ceil(bytes / GRAIN_BYTES));
  }

  /** Takes back what is used no more. */
  giveBack(buffer: ArrayBuffer): void {
    this.#kept.push(buffer);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
  }
}
