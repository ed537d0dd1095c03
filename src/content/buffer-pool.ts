/** Buffers of so many lengths are kept; a call asks for a few, by how many pictures are wanted at once. */
const MOST_KEPT = 8;

/** Hands out memory that was used before, if it can: new memory costs the page's thread more than what is written to it. */
export class BufferPool {
  readonly #kept: ArrayBuffer[] = [];

  /** @returns a buffer with anything in it */
  take(bytes: number): ArrayBuffer {
    const at = this.#kept.findIndex(({ byteLength }) => byteLength === bytes);
    return (at >= 0 && this.#kept.splice(at, 1)[0]) || new ArrayBuffer(bytes);
  }

  /** Takes back what is used no more. */
  giveBack(buffer: ArrayBuffer): void {
    this.#kept.push(buffer);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
  }
}
