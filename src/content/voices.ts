/** A class that changed within this long is changing (measured in live calls: several times a second while one speaks). */
const LATELY_MS = 800;

/** Remembers when the signs of voices changed last, without keeping any element. */
export class Voices {
  #changedAtMs = new WeakMap<Node, number>();

  /** A sign's class changed just now. */
  take(sign: Node, nowMs: number): void {
    this.#changedAtMs.set(sign, nowMs);
  }

  /** Whether any of these signs changed lately. */
  sound(signs: readonly Element[], nowMs: number): boolean {
    return signs.some((sign) => nowMs - (this.#changedAtMs.get(sign) ?? Number.NEGATIVE_INFINITY) < LATELY_MS);
  }

  forget(): void {
    this.#changedAtMs = new WeakMap();
  }
}
