import { browser, ownUrl, type Runtime } from './browser.ts';

/** Where a message or port came from, as the browser attests it. */
export type SenderKind = 'content-script' | 'extension-page' | 'background';

/** The sender's kind, or null for anybody whom nobody should listen to. A content script's page is secure; whether there
 * is still access to it has to be asked (see `hasAccess`), or its origin compared with one that was. */
export function senderKind(sender: Runtime.MessageSender | undefined): SenderKind | null {
  if (!sender || sender.id !== browser.runtime.id) return null;
  const url = sender.url ?? '';
  if (url.startsWith(ownUrl(''))) return isServiceWorker(url) ? 'background' : 'extension-page';
  if (sender.tab?.id !== undefined && url.startsWith('https://')) return 'content-script';
  return null;
}

/** Which tab and page a content script speaks from. */
export interface PageSender {
  readonly tabId: number | null;
  readonly origin: string | null;
}

export function pageOf(sender: Runtime.MessageSender | undefined): PageSender {
  const url = sender?.url ?? '';
  return { tabId: sender?.tab?.id ?? null, origin: URL.canParse(url) ? new URL(url).origin : null };
}

function isServiceWorker(url: string): boolean {
  return url === ownUrl('service-worker-loader.js');
}
