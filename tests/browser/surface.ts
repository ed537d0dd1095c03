import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { findBrowser } from '../driver/find-browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens a harness page, e.g. `panel.html`. Tabs that are opened with the same options share their context, and are used
 * again by the next test, which takes half the time: none of the pages stores anything. */
type Open = (page: string, options?: BrowserContextOptions) => Promise<Page>;

interface Surfaces {
  readonly open: Open;
  /** Everything the open pages complained about since the last call: exceptions, logged errors, refused resources. */
  problems(): readonly string[];
  leavePages(): Promise<void>;
  close(): Promise<void>;
}

/** One browser for a test file. A page that complains fails its test. */
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
    await opened().leavePages();
    expect(opened().problems()).toEqual([]);
  });
  afterAll(() => surfaces?.close());
  return { open: (page, options) => opened().open(page, options), problems: () => opened().problems() };
}

async function openSurfaces(): Promise<Surfaces> {
  const url = inject('harnessUrl');
  const browser = await launch();
  const contexts = new Map<string, { readonly context: BrowserContext; readonly idle: Page[]; readonly used: Page[] }>();
  const problems: string[] = [];
  const newPage = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    return page;
  };
  const leave = async (page: Page): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.goto('about:blank');
  };
  return {
    open: async (path, options = {}) => {
      const key = JSON.stringify(options);
      const kept = contexts.get(key) ?? {
        context: await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: 'reduce', ...options }),
        idle: [],
        used: [],
      };
      contexts.set(key, kept);
      const page = kept.idle.pop() ?? (await newPage(kept.context));
      kept.used.push(page);
      await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light' });
      await page.goto(`${url}/${path}`);
      await page.waitForFunction('globalThis.harness !== undefined');
      return page;
    },
    problems: () => problems.splice(0),
    leavePages: async () => {
      for (const { idle, used } of contexts.values()) {
        const pages = used.splice(0);
        await Promise.all(pages.map(leave));
        idle.push(...pages);
      }
    },
    close: () => browser.close(),
  };
}

async function launch(): Promise<Browser> {
  const { path } = await findBrowser();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path, headless: true, args: sandbox });
}

/** What axe-core finds serious or critical, as `rule: element`. Reads the page as it is drawn once all fades have ended. */
export const seriousFaults = (page: Page): Promise<readonly string[]> => faultsOf(page, {});

/** The same of what hangs on colours: all that another theme can change of a page that was looked at in one. */
export const colourFaults = (page: Page): Promise<readonly string[]> =>
  faultsOf(page, { runOnly: ['color-contrast', 'link-in-text-block'] });

async function faultsOf(page: Page, options: RunOptions): Promise<readonly string[]> {
  await page.evaluate('Promise.allSettled(document.getAnimations().map((animation) => animation.finished))');
  if (!(await page.evaluate("'axe' in globalThis"))) {
    await page.evaluate(axe);
    // Sending it costs as much as what it does: the tab's next pages have it from the start.
    await page.addInitScript({ content: axe });
  }
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify({ resultTypes: ['violations'], ...options })})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
