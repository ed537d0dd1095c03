import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findBrowser } from '../driver/find-browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HARNESS = 'tests/browser/harness';

// The extension pages' own policy, so that an inline style or a remote file fails here already.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Opens a harness page, e.g. `panel.html`, in a context of its own. */
type Open = (page: string, options?: BrowserContextOptions) => Promise<Page>;

interface Surfaces {
  readonly open: Open;
  /** Everything the open pages complained about since the last call: exceptions, logged errors, refused resources. */
  problems(): readonly string[];
  closePages(): Promise<void>;
  close(): Promise<void>;
}

/** One server and one browser for a test file. A page that complains fails its test. */
export function useSurfaces(): Pick<Surfaces, 'open' | 'problems'> {
  let surfaces: Surfaces | undefined;
  const opened = (): Surfaces => {
    if (surfaces === undefined) throw new Error('used outside of a test');
    return surfaces;
  };
  beforeAll(async () => {
    surfaces = await openSurfaces();
  });
  afterEach(async () => {
    await opened().closePages();
    expect(opened().problems()).toEqual([]);
  });
  afterAll(() => surfaces?.close());
  return { open: (page, options) => opened().open(page, options), problems: () => opened().problems() };
}

/** Builds the harness pages as the extension's pages are built, serves them, and starts the browser. */
async function openSurfaces(): Promise<Surfaces> {
  const outDir = await mkdtemp(join(tmpdir(), 'moodline-surfaces-'));
  const input = ['panel', 'onboarding', 'settings', 'try-it', 'history', 'about'].map((name) => `${HARNESS}/${name}.html`);
  const common = { root: ROOT, configFile: false, logLevel: 'error' } as const;
  await build({ ...common, build: { outDir, target: 'chrome148', modulePreload: false, rollupOptions: { input } } });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { port: 0, headers: { 'Content-Security-Policy': POLICY } },
  });
  const browser = await launch();
  const problems: string[] = [];
  return {
    open: async (path, options) => {
      const context = await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.goto(`${addressOf(server)}/${HARNESS}/${path}`);
      await page.waitForFunction('globalThis.harness !== undefined');
      return page;
    },
    problems: () => problems.splice(0),
    closePages: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

async function launch(): Promise<Browser> {
  const { path } = await findBrowser();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path, headless: true, args: sandbox });
}

function addressOf(server: PreviewServer): string {
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return `http://localhost:${address.port}`;
}

/** What axe-core finds serious or critical, as `rule: element`. Reads the page as it is drawn once all fades have ended. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  await page.evaluate(await readFile(axePath, 'utf8'));
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
