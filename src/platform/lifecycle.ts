import { browser, chromeOnly, ownUrl } from './browser.ts';

/** The folder of a page in `src/pages`. */
export type PageName = 'onboarding' | 'settings' | 'history' | 'try-it' | 'about';

/** A click on the toolbar button opens the side panel, and lets the panel see which page it was clicked on. The browser's
 * own way of opening it (`openPanelOnActionClick`) gives no `activeTab` (tried in Chromium 156, 2026-11). */
export function openPanelOnAction(): void {
  chromeOnly()
    .sidePanel.setPanelBehavior({ openPanelOnActionClick: false })
    .catch(() => {});
  browser.action.onClicked.addListener(({ windowId }) => {
    // At once: an `await` before it would lose the gesture.
    if (windowId !== undefined) void openSidePanel(windowId);
  });
}

/** Runs when the extension was installed or updated. @param handle is told which */
export function onInstalled(handle: (isNew: boolean) => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => handle(reason === 'install'));
}

/** Runs when the browser starts; without it the service worker would not start with it. */
export function onBrowserStart(handle: () => void): void {
  browser.runtime.onStartup.addListener(handle);
}

export function onTabClosed(handle: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener(handle);
}

/** Opens one of the extension's pages in a new tab. @param place its fragment */
export async function openPage(page: PageName, place = ''): Promise<void> {
  await browser.tabs.create({ url: ownUrl(`src/pages/${page}/index.html${place && `#${place}`}`) });
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
