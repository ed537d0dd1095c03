import browser, { type Runtime } from 'webextension-polyfill';
import type { notice } from '../locales/en/notice.ts';

// The one door to the extension API. Only this folder goes through it.
export { browser, type Runtime };

interface ChromeOnly {
  readonly offscreen: {
    createDocument(options: { url: string; reasons: readonly string[]; justification: string }): Promise<void>;
    closeDocument(): Promise<void>;
  };
  readonly sidePanel: {
    open(options: { windowId: number } | { tabId: number }): Promise<void>;
    setPanelBehavior(options: { openPanelOnActionClick: boolean }): Promise<void>;
  };
  readonly runtime: {
    getContexts(filter: { contextTypes: readonly string[] }): Promise<readonly unknown[]>;
  };
}

/** APIs that only Chrome has and that the polyfill's types do not know. */
export const chromeOnly = (): ChromeOnly => (globalThis as unknown as { chrome: ChromeOnly }).chrome;

/** Whether this context still belongs to a living extension: false in an orphaned content script. */
export function isAlive(): boolean {
  try {
    return browser.runtime.id !== undefined;
  } catch {
    return false;
  }
}

export const extensionVersion = (): string => browser.runtime.getManifest().version;

/** A text that is shown in the call page, in the browser's language. */
export const pageText = (key: keyof typeof notice): string => browser.i18n.getMessage(key);

export const ownUrl = (path: string): string => browser.runtime.getURL(path);
