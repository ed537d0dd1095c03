/**
 * Keeps what was read from an element until something in it changes. Holds on to no element; and however wildly a page
 * changes, it is told of one change between two readings.
 */
export class ReadingCache<Reading> {
  #kept = new WeakMap<Element, { readonly reading: Reading; readonly observer: MutationObserver }>();

  /** What `read` gives for the element as it is now. */
  of(element: Element, read: (element: Element) => Reading): Reading {
    const kept = this.#kept.get(element);
    if (kept && kept.observer.takeRecords().length === 0) return kept.reading;
    kept?.observer.disconnect();
    const reading = read(element);
    const observer = new MutationObserver(() => {
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
}
