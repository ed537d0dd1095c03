import * as v from 'valibot';
import { SMALLEST_TILE } from '../core/tile-size.ts';
import { type Diagnostic, diagnosticSchema, type PageDescription, pageDescriptionSchema } from '../wire/commands.ts';
import { hasAccess } from './access.ts';
import { browser } from './browser.ts';
import { injectContent } from './content-host.ts';
import { askContent } from './messages.ts';

/** What the page in a tab is; `site` is null where no content script answers. `offered`: a page with live video that
 * there is no access to yet; `no-video`: the same without any. */
export interface TabPage {
  readonly page: PageDescription['page'] | 'needs-reload' | 'offered' | 'no-video';
  readonly site: string | null;
  /** Null where the browser does not tell: no access, and no click on the toolbar button while this page was shown. */
  readonly origin: string | null;
  readonly knowsOwnTile: boolean;
}

/** Asks the tab's content script, and puts it there where there is access but no script yet. */
export async function describePage(tabId: number): Promise<TabPage> {
  const url = (await browser.tabs.get(tabId).catch(() => null))?.url;
  const origin = url?.startsWith('https://') && URL.canParse(url) ? new URL(url).origin : null;
  const nothing = { site: null, origin, knowsOwnTile: false };
  if (origin === null) return { ...nothing, page: 'unsupported' };
  if (!(await hasAccess(origin))) return { ...nothing, page: (await showsVideo(tabId)) ? 'offered' : 'no-video' };
  const answer = (await describe(tabId)) ?? ((await injectContent(tabId)) ? await describe(tabId) : null);
  return answer ? { ...answer, origin } : { ...nothing, page: 'needs-reload' };
}

async function describe(tabId: number): Promise<PageDescription | null> {
  const answer = v.safeParse(pageDescriptionSchema, await askContent(tabId, { to: 'content', type: 'describe' }));
  return answer.success ? answer.output : null;
}

/** Whether a page shows live video, by the access that the click on the toolbar button gave: yes or no, nothing else. */
async function showsVideo(tabId: number): Promise<boolean> {
  const { widthPx, heightPx } = SMALLEST_TILE;
  const found = await browser.scripting
    .executeScript({
      target: { tabId },
      // Runs in the page, without anything from here.
      func: (width: number, height: number) =>
        [...document.querySelectorAll('video')].some(
          ({ srcObject, clientWidth, clientHeight }) => srcObject !== null && clientWidth >= width && clientHeight >= height,
        ),
      args: [widthPx, heightPx],
    })
    .catch(() => []);
  return found[0]?.result === true;
}

/** @returns null if the tab's content script does not answer */
export async function diagnosePage(tabId: number): Promise<Diagnostic | null> {
  const answer = v.safeParse(diagnosticSchema, await askContent(tabId, { to: 'content', type: 'diagnose' }));
  return answer.success ? answer.output : null;
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
