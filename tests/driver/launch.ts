import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { listenToWorkers } from './consoles.ts';
import { findBrowser } from './find-browser.ts';
import { joinBrowser } from './join-browser.ts';

/** Leads a host's https requests to a local port. */
export interface HostMapping {
  readonly host: string;
  readonly port: number;
}

export interface LaunchOptions {
  /** Folder of the built extension. */
  readonly extension: string;
  readonly headless: boolean;
  readonly maps?: readonly HostMapping[];
  readonly args?: readonly string[];
  /** An existing profile; by default a new one that is deleted on close. */
  readonly profile?: string;
  readonly colorScheme?: 'light' | 'dark';
  /** Tabs hide when another one is shown, and their timers are late, as for a person. Playwright's own browser keeps every
   * page awake. What is clicked must be in front then. */
  readonly hides?: boolean;
}

export interface Launched {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** The page that opened by itself after the installation. */
  readonly onboarding: Page;
  /** Everything that any page or worker wrote to its console as an error, and every uncaught exception. */
  readonly consoleErrors: string[];
  extensionUrl(path: string): string;
  close(): Promise<void>;
}

const ONBOARDING = 'src/pages/onboarding/index.html';
/** A browser that loads the extension has opened its first-run page long before. */
const LOAD_WITHIN_MS = 60_000;

/** A real Chromium on its own profile; without `extension` it is the same browser as if nothing were installed. */
export interface Browser {
  readonly context: BrowserContext;
  /** Where the program lies. */
  readonly path: string;
  close(): Promise<void>;
}

/** What Chromium is started with. */
export function argumentsOf(options: Omit<LaunchOptions, 'extension'> & { readonly extension?: string }): string[] {
  const rules = (options.maps ?? []).map(({ host, port }) => `MAP ${host}:443 127.0.0.1:${port}`).join(', ');
  return [
    ...(options.headless ? ['--headless=new'] : ['--window-size=1280,860']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(rules ? [`--host-resolver-rules=${rules}`] : []),
    ...(options.extension ? [`--load-extension=${options.extension}`, `--disable-extensions-except=${options.extension}`] : []),
    '--ignore-certificate-errors',
    '--autoplay-policy=no-user-gesture-required',
    '--use-fake-ui-for-media-stream',
    // For the toolbar button, which no page can click.
    '--enable-unsafe-extension-debugging',
    '--disable-quic',
    '--disable-background-networking',
    '--no-first-run',
    ...(options.args ?? []),
  ];
}

/** Starts a real Chromium. */
export async function launchBrowser(options: Omit<LaunchOptions, 'extension'> & { readonly extension?: string }): Promise<Browser> {
  const { path } = await findBrowser();
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'moodline-profile-')));
  const args = argumentsOf(options);
  const context = options.hides
    ? await joinBrowser(path, profile, args)
    : await chromium.launchPersistentContext(profile, {
        executablePath: path,
        headless: false,
        ...(options.colorScheme ? { colorScheme: options.colorScheme } : {}),
        viewport: options.headless ? { width: 1280, height: 800 } : null,
        ignoreDefaultArgs: ['--disable-extensions'],
        args,
      });
  return {
    context,
    path,
    async close() {
      await context.close();
      if (!options.profile) await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Starts a real Chromium with the built extension and waits for its first-run page. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const browser = await launchBrowser(options);
  const { context } = browser;
  const consoleErrors: string[] = [];
  const listen = (page: Page) => {
    page.on('pageerror', (error) => consoleErrors.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') consoleErrors.push(`${page.url()}: ${message.text()}`);
    });
  };
  context.pages().forEach(listen);
  context.on('page', listen);
  await listenToWorkers(context, (line) => consoleErrors.push(line));
  const isOnboarding = (page: Page) => page.url().endsWith(ONBOARDING);
  const onboarding = context.pages().find(isOnboarding) ?? (await firstRunPage(context, browser.path));
  for (const page of context.pages()) if (page.url() === 'about:blank') await page.close();
  const extensionId = new URL(onboarding.url()).hostname;
  return {
    context,
    extensionId,
    onboarding,
    consoleErrors,
    extensionUrl: (file) => `chrome-extension://${extensionId}/${file}`,
    close: () => browser.close(),
  };
}

/** @throws Error with one sentence if the page does not open, which means that the extension was not loaded */
async function firstRunPage(context: BrowserContext, path: string): Promise<Page> {
  const predicate = (page: Page) =>
    page.waitForURL(`**/${ONBOARDING}`).then(
      () => true,
      () => false,
    );
  try {
    return await context.waitForEvent('page', { predicate, timeout: LOAD_WITHIN_MS });
  } catch {
    await context.close();
    throw new Error(
      `${path} did not load the extension: Google's own Chrome ignores --load-extension, so install Chromium or name one with CHROMIUM=/path/to/chromium.`,
    );
  }
}

/** Opens the panel as a page of its own, about the tab of `call`. */
export async function openPanelTab(launched: Launched, call: Page): Promise<Page> {
  const panel = await launched.context.newPage();
  await panel.goto(launched.extensionUrl(`src/panel/index.html?tabId=${await tabIdOf(launched, call)}`));
  return panel;
}

/** The browser's id of a page's tab, as the extension sees it. */
export async function tabIdOf(launched: Launched, page: Page): Promise<number> {
  const url = page.url();
  const id = await launched.onboarding.evaluate(async (wanted) => {
    const tabs = await (globalThis as unknown as ExtensionPage).chrome.tabs.query({});
    return tabs.find((tab) => tab.url === wanted)?.id ?? null;
  }, url);
  if (id === null) throw new Error(`The extension has no access to ${url}.`);
  return id;
}

/** What the driver uses of an extension page's global scope. */
export interface ExtensionPage {
  readonly chrome: {
    readonly tabs: { query(filter: object): Promise<{ id?: number; url?: string }[]> };
    readonly runtime: {
      connect(info: { name: string }): {
        onMessage: { addListener(handle: (message: unknown) => void): void };
        onDisconnect: { addListener(handle: () => void): void };
      };
      readonly lastError?: unknown;
      sendMessage(message: unknown): Promise<unknown>;
    };
    readonly permissions: { getAll(): Promise<{ origins: string[] }> };
    readonly action: { getBadgeText(details: { tabId: number }): Promise<string> };
  };
}
