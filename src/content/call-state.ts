import { documentsOf } from './page-pictures.ts';
import { holds } from './selectors.ts';
import type { Site } from './sites/site.ts';
import type { TileFinder } from './tile.ts';

/** While the marks of a call are there, those of its end are looked for this seldom: to find nothing, all of the page is searched. */
const LOOK_FOR_END_MS = 1_500;

/** Tells whether a page of a site is in a call, without searching all of it each time. */
export function callStateOf(site: Site, page: Document): (nowMs: number) => ReturnType<TileFinder['callState']> {
  let lookedForEndMs = Number.NEGATIVE_INFINITY;
  const signs = site.state.inCall.join();
  /** The sign that was found last: nothing here keeps it on the page. */
  let sign: WeakRef<Element> | null = null;

  const isInCall = (documents: readonly Document[]) => {
    const known = sign?.deref();
    if (known?.isConnected && documents.includes(known.ownerDocument) && known.matches(signs)) return true;
    const found = documents.flatMap((one) => one.querySelector(signs) ?? [])[0];
    sign = found ? new WeakRef(found) : null;
    return found !== undefined;
  };

  return (nowMs) => {
    const documents = documentsOf(site, page);
    if (documents.some(({ location }) => site.notCalls?.test(location.pathname))) return 'unsupported';
    const inCall = isInCall(documents);
    if (inCall && nowMs - lookedForEndMs < LOOK_FOR_END_MS) return 'in-call';
    const ended = documents.some((one) => holds(one, site.state.ended));
    // What is looked for again at once is an end that was found.
    lookedForEndMs = inCall && !ended ? nowMs : Number.NEGATIVE_INFINITY;
    if (ended) return 'ended';
    return inCall ? 'in-call' : 'lobby';
  };
}
