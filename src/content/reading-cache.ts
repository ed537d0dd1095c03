/**
 * Keeps what was read from an element until something in it changes. Holds on to no element; and however wildly a page
 * changes, it is told of one change between two readings, beside those that make no difference.
 */
export class ReadingCache<Reading> {
  #kept = new WeakMap<Element, Reading>();
  readonly #read: (element: Element) => Reading;
  readonly #isAside: (reading: Reading, change: MutationRecord) => boolean;

  /** @param isAside whether a change cannot make the reading another one */
  constructor(read: (element: Element) => Reading, isAside: (reading: Reading, change: MutationRecord) => boolean) {
    this.#read = read;
    this.#isAside = isAside;
  }

  /** What is read from the element as it is now: the same object for as long as nothing changed. The browser tells of changes
   * before the task ends that made them, so between tasks nothing is missed. */
  of(element: Element): Reading {
    const kept = this.#kept.get(element);
    if (kept !== undefined) return kept;
    const reading = this.#read(element);
    const observer = new MutationObserver((changes) => {
      if (changes.every((change) => this.#isAside(reading, change))) return;
      observer.disconnect();
      if (this.#kept.get(element) === reading) this.#kept.delete(element);
    });
    observer.observe(element, { subtree: true, childList: true, attributes: true, characterData: true });
    this.#kept.set(element, reading);
    return reading;
  }

  /** Observers that are left see one change more, and end with it. */
  clear(): void {
    this.#kept = new WeakMap();
  }
}
