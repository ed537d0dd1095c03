import type { SessionId } from '../core/identity.ts';
import { onCommand } from '../platform/messages.ts';
import { backgroundToContentSchema, type PageDescription } from '../wire/commands.ts';
import { genericFinder } from './generic-finder.ts';
import { siteFinder } from './site-finder.ts';
import { siteFor } from './sites/registry.ts';
import { watch } from './watcher.ts';

// Idle until told: nothing of the page is looked at before the background asks.

const site = siteFor(location.hostname);
const finder = site ? siteFinder(site, document) : genericFinder(document);
let watching: { readonly session: SessionId; readonly abort: AbortController } | null = null;

// The panel asks for a description itself; all orders come from the background.
for (const sender of ['background', 'extension-page'] as const) {
  onCommand(sender, backgroundToContentSchema, async (message) => {
    switch (message.type) {
      case 'describe':
        return { site: finder.site, page: finder.callState(), knowsOwnTile: finder.knowsOwnTile } satisfies PageDescription;
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
