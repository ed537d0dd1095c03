import { first } from './selectors.ts';
import type { Site } from './sites/site.ts';

/** Not in TypeScript's library yet (7.0, 2026-11). */
type FloatingWindows = { readonly documentPictureInPicture?: { readonly window: Window | null } };

/** The documents that hold the call: the page, or the frame of its own origin that is its client, and the window that
 * floats above others, into which a page moves its tiles. */
export function documentsOf(site: Site | null, page: Document): Document[] {
  const frame = site && first(page, site.frame);
  const client = (frame?.localName === 'iframe' && (frame as HTMLIFrameElement).contentDocument) || page;
  const floating = (client.defaultView as (Window & FloatingWindows) | null)?.documentPictureInPicture?.window?.document;
  return floating ? [client, floating] : [client];
}

export interface Pictures {
  readonly videos: readonly HTMLVideoElement[];
  readonly canvases: readonly HTMLCanvasElement[];
}

/** Every video and canvas, in open shadow roots too. Looks at all elements: not for every tick. */
export function picturesIn(root: ParentNode): Pictures {
  const videos = [...root.querySelectorAll('video')];
  const canvases = [...root.querySelectorAll('canvas')];
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inside = shadowRoot && picturesIn(shadowRoot);
    videos.push(...(inside?.videos ?? []));
    canvases.push(...(inside?.canvases ?? []));
  }
  return { videos, canvases };
}
