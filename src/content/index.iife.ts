import type { SessionId } from '../core/identity.ts';
import { pageText } from '../platform/browser.ts';
import { onCommand } from '../platform/messages.ts';
import { backgroundToContentSchema, type PageDescription } from '../wire/commands.ts';
import { diagnose } from './diagnostic.ts';
import { withFallback } from './fallback-finder.ts';
import { genericFinder } from './generic-finder.ts';
import { NumberedFinder } from './numbered-finder.ts';
import { documentsOf } from './page-pictures.ts';
import { siteFinder } from './site-finder.ts';
import { siteOf } from './sites/registry.ts';
import type { TileFinder } from './tile.ts';
import { watch } from './watcher.ts';

// Idle until told: nothing of the page is looked at before the background asks.

/** In the extension's own world of this page, which the page does not see. */
const world = globalThis as { moodlineListens?: true };

// The browser may put this here by the registered rule and by hand: one listens.
if (!world.moodlineListens) {
  world.moodlineListens = true;
  listen();
}

function listen(): void {
  let finder = finderOf(document);
  let watching: { readonly session: SessionId; readonly abort: AbortController } | null = null;

  // The panel asks for a description itself; all orders come from the background.
  for (const sender of ['background', 'extension-page'] as const) {
    onCommand(sender, backgroundToContentSchema, async (message) => {
      switch (message.type) {
        case 'describe':
          // A page that is known by its marks may have put them there meanwhile.
          if (finder.site === 'generic') finder = finderOf(document);
          return { site: finder.site, page: finder.callState(), knowsOwnTile: finder.knowsOwnTile } satisfies PageDescription;
        case 'diagnose':
          return diagnose(document, siteOf(document), finder);
        case 'watch': {
          if (sender !== 'background') return null;
          watching?.abort.abort();
          const abort = new AbortController();
          watching = { session: message.sessionId, abort };
          watch(finder, message.sessionId, message.mode, abort.signal);
          return null;
        }
        case 'unwatch':
          if (sender === 'background' && watching?.session === message.sessionId) watching.abort.abort();
          return null;
      }
    });
  }
}

function finderOf(page: Document): TileFinder {
  const numbered = (number: number) => pageText('notice_tile').replace('{number}', String(number));
  const site = siteOf(page);
  if (!site) return genericFinder(page, numbered);
  const documents = () => documentsOf(site, page);
  return withFallback(siteFinder(site, page), new NumberedFinder(documents, numbered), documents, numbered);
}
