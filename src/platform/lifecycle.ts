import { browser, chromeOnly, ownUrl } from './browser.ts';

/** The folder of a page in `src/pages`. */
export type PageName = 'onboarding' | 'settings';

/** A click on the toolbar button opens the side panel. */
export function openPanelOnAction(): void {
  chromeOnly()
    .sidePanel.setPanelBehavior({ openPanelOnActionClick: true })
    .catch(() => {});
}

/** Runs once when the extension was installed, not when it was updated. */
export function onInstalled(handle: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') handle();
  });
}

export function onTabClosed(handle: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener(handle);
}

/** Opens one of the extension's pages in a new tab. */
export async function openPage(page: PageName): Promise<void> {
  await browser.tabs.create({ url: ownUrl(`src/pages/${page}/index.html`) });
}

/** Opens the browser's own page for keyboard commands: no extension may change them by itself. */
export async function openShortcutsPage(): Promise<void> {
  await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}

/** The badge is on exactly while a tab is watched. */
export async function showBadge(tabId: number, on: boolean): Promise<void> {
  // The tab may be gone by now; then there is nothing to show.
  const unlessGone = (call: Promise<unknown>) => call.catch(() => {});
  await unlessGone(browser.action.setBadgeBackgroundColor({ tabId, color: '#b3541e' }));
  await unlessGone(browser.action.setBadgeText({ tabId, text: on ? 'ON' : '' }));
  await unlessGone(browser.action.setTitle({ tabId, title: browser.i18n.getMessage(on ? 'toolbar_on' : 'toolbar_off') }));
}

/** The window that this extension page is shown in. */
export async function ownWindowId(): Promise<number | null> {
  return (await browser.windows.getCurrent()).id ?? null;
}

/** Opens the side panel; only inside a user gesture, with no `await` before it. */
export function openSidePanel(windowId: number): Promise<void> {
  return chromeOnly().sidePanel.open({ windowId });
}
