import * as v from 'valibot';
import { type PageDescription, pageDescriptionSchema } from '../wire/commands.ts';
import { browser, ownUrl } from './browser.ts';
import { askContent } from './messages.ts';

/** What the page in a tab is; `site` is null where no content script answers. */
export interface TabPage {
  readonly page: PageDescription['page'] | 'needs-reload';
  readonly site: string | null;
  readonly origin: string | null;
  readonly knowsOwnTile: boolean;
}

/** Asks the tab's content script. A supported page without one was open before the extension was. */
export async function describePage(tabId: number): Promise<TabPage> {
  const answer = v.safeParse(pageDescriptionSchema, await askContent(tabId, { to: 'content', type: 'describe' }));
  // Without the `tabs` permission a URL is readable only where the extension has access.
  const url = (await browser.tabs.get(tabId).catch(() => null))?.url;
  const origin = url && URL.canParse(url) && !url.startsWith(ownUrl('')) ? new URL(url).origin : null;
  if (answer.success) return { ...answer.output, origin };
  return { page: origin ? 'needs-reload' : 'unsupported', site: null, origin, knowsOwnTile: false };
}

/** The tab that is shown in this window. */
async function activeTabId(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

/** @param fixed a tab that was named, or null for the one that is shown */
export async function resolveTabId(fixed: number | null): Promise<number | null> {
  return fixed ?? (await activeTabId());
}
