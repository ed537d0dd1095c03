import type { Selectors } from './sites/site.ts';

/** What the best selector that finds anything finds first. */
export function first(root: ParentNode, selectors: Selectors): Element | null {
  for (const selector of selectors) {
    const found = root.querySelector(selector);
    if (found) return found;
  }
  return null;
}

/** All that the best selector that finds anything finds. */
export function all(root: ParentNode, selectors: Selectors): Element[] {
  for (const selector of selectors) {
    const found = root.querySelectorAll(selector);
    if (found.length > 0) return [...found];
  }
  return [];
}

/** Whether any of the selectors fits the element itself or something in it, in one search. */
export function holds(root: Document | Element, selectors: Selectors): boolean {
  const any = selectors.join();
  return any !== '' && (('matches' in root && root.matches(any)) || root.querySelector(any) !== null);
}
