import type { Selectors } from './sites/site.ts';

/** What the best selector that finds anything finds first. */
export function first(root: ParentNode, selectors: Selectors): Element | null {
  for (const selector of selectors) {
    const found = root.querySelector(selector);
    if (found) return found;
  }
  return null;
}

/** Whether any of the selectors fits the element itself or something in it. */
export function holds(element: Element, selectors: Selectors): boolean {
  return selectors.some((selector) => element.matches(selector)) || first(element, selectors) !== null;
}

/** All that the best selector that finds anything finds. */
export function all(root: ParentNode, selectors: Selectors): Element[] {
  for (const selector of selectors) {
    const found = root.querySelectorAll(selector);
    if (found.length > 0) return [...found];
  }
  return [];
}
