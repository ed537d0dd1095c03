import { givenOrigins } from './access.ts';
import { browser } from './browser.ts';

/** The content script's file, as the manifest of this build names it; none in a build without one. */
const contentFiles = (): string[] => browser.runtime.getManifest().content_scripts?.[0]?.js ?? [];

/** Puts the content script into a page that has none: it was open before access was given.
 * @returns false where the browser refuses */
export async function injectContent(tabId: number): Promise<boolean> {
  const files = contentFiles();
  if (files.length === 0) return false;
  return browser.scripting.executeScript({ target: { tabId }, files }).then(
    () => true,
    () => false,
  );
}

let lastSync: Promise<unknown> = Promise.resolve();

/** Makes the content script run in new pages of exactly the sites that the user gave access to. The browser forgets
 * registered scripts when the extension is updated, and keeps them when access is taken back. */
export function registerContent(): Promise<void> {
  const sync = lastSync.then(async () => {
    const registered = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
    const given = new Set(await givenOrigins());
    const gone = [...registered].filter((id) => !given.has(id));
    const fresh = [...given].filter((origin) => !registered.has(origin));
    if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone });
    if (fresh.length === 0) return;
    await browser.scripting.registerContentScripts(
      fresh.map((origin) => ({
        id: origin,
        matches: [`${origin}/*`],
        js: contentFiles(),
        runAt: 'document_idle',
        persistAcrossSessions: true,
      })),
    );
  });
  lastSync = sync.catch(() => {});
  return sync;
}
