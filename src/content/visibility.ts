/** A page hides a tile by something outside of it, or by another style sheet, without a word: asked again so often. */
const ASK_AGAIN_MS = 2_000;

/**
 * Whether elements are shown, asked as seldom as will do: the first question after any change makes the page compute its
 * styles at once, which takes longer than all the rest of looking at its tiles.
 */
export class Visibility {
  #known = new WeakMap<object, { readonly visible: boolean; readonly turn: number }>();

  /** @param reading another object as soon as anything in the element's tile changes */
  of(element: Element, reading: object, nowMs: number): boolean {
    // All are asked in one turn: to ask for one costs as much as for all.
    const turn = Math.floor(nowMs / ASK_AGAIN_MS);
    const known = this.#known.get(reading);
    if (known?.turn === turn) return known.visible;
    const visible = isVisible(element);
    this.#known.set(reading, { visible, turn });
    return visible;
  }

  forget(): void {
    this.#known = new WeakMap();
  }
}

/** Asks for styles only: rectangles would make the page lay itself out. */
export const isVisible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
