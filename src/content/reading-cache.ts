/**
 * Keeps what was read from an element until something in it changes. Holds on to no element; and however wildly a page
 * changes, it is told of one change between two readings, beside those that are taken aside.
 */
export class ReadingCache<Reading> {
  #kept = new WeakMap<Element, { readonly reading: Reading; readonly observer: MutationObserver }>();
  readonly #read: (element: Element) => Reading;
  readonly #takeAside: (reading: Reading, change: MutationRecord) => boolean;

  /** @param takeAside takes a change that cannot make the reading another one; of all others it says false */
  constructor(read: (element: Element) => Reading, takeAside: (reading: Reading, change: MutationRecord) => boolean) {
    this.#read = read;
    this.#takeAside = takeAside;
  }

  /** What is read from the element as it is now: the same object for as long as nothing changed. */
  of(element: Element): Reading {
    const kept = this.#kept.get(element);
    if (kept && !this.#isChanged(kept.reading, kept.observer.takeRecords())) return kept.reading;
    kept?.observer.disconnect();
    const reading = this.#read(element);
    const observer = new MutationObserver((changes) => {
      if (!this.#isChanged(reading, changes)) return;
      observer.disconnect();
      if (this.#kept.get(element)?.observer === observer) this.#kept.delete(element);
    });
    observer.observe(element, { subtree: true, childList: true, attributes: true, characterData: true });
    this.#kept.set(element, { reading, observer });
    return reading;
  }

  /** Observers that are left see one change more, and end with it. */
  clear(): void {
    this.#kept = new WeakMap();
  }

  #isChanged(reading: Reading, changes: readonly MutationRecord[]): boolean {
    return changes.some((change) => !this.#takeAside(reading, change));
  }
}
