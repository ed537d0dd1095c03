/** A class that changed within this long is changing (measured in live calls: several times a second while one speaks). */
const LATELY_MS = 800;

/** Notices when elements change their class, between two looks too, without keeping any element. */
export class ClassChanges {
  #changedAtMs = new WeakMap<Node, number>();
  #followed = new WeakSet<Element>();
  readonly #observer = new MutationObserver((changes) => {
    for (const { target } of changes) this.#changedAtMs.set(target, performance.now());
  });

  /** Whether any of them changed lately; from now on each is followed. */
  changedLately(elements: readonly Element[], nowMs: number): boolean {
    for (const element of elements) {
      if (this.#followed.has(element)) continue;
      this.#followed.add(element);
      this.#observer.observe(element, { attributeFilter: ['class'] });
    }
    return elements.some((element) => nowMs - (this.#changedAtMs.get(element) ?? Number.NEGATIVE_INFINITY) < LATELY_MS);
  }

  stop(): void {
    this.#observer.disconnect();
    this.#followed = new WeakSet();
    this.#changedAtMs = new WeakMap();
  }
}
