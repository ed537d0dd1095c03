import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Mode } from '../../src/core/mode.ts';
import type { StoredSlice } from '../../src/platform/records.ts';
import { clickToolbarButton, giveAccess } from '../driver/access.ts';
import { type FixtureSite, MEET, startCallServer } from '../driver/call-server.ts';
import { acceptMode } from '../driver/consent.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { type ExtensionPage, launch, type Launched, type LaunchOptions, openPanelTab, tabIdOf } from '../driver/launch.ts';
import type { DemoParticipant } from '../fixtures/meet/demo-call.ts';

/** Slow machines load the engine in a while; nothing is asserted about how long it takes. */
export const PATIENCE = { timeout: 60_000 };

/** The built extension in a real Chromium, a call page, and the panel about it. */
export interface Stage {
  readonly launched: Launched;
  readonly call: Page;
  readonly panel: Page;
  readonly tabId: number;
  /** Who is really in the call now. */
  truth(): Promise<readonly DemoParticipant[]>;
  /** The panel's card of a participant. */
  card(name: string): Locator;
  start(): Promise<void>;
  watching(): Promise<void>;
  says(text: string | RegExp): Promise<void>;
  badge(): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface StageOptions extends Partial<LaunchOptions> {
  /** Query of the demo call, for example `hold=first`. */
  readonly query?: string;
  readonly path?: string;
  /** Meet unless told otherwise. */
  readonly site?: FixtureSite;
  /** For a site that the manifest does not name: access is given, or the toolbar button was clicked on the page. */
  readonly access?: 'given' | 'clicked';
  /** Null leaves the first-run page unanswered. */
  readonly mode?: Mode | null;
}

/** Opens the demo call and, unless told otherwise, answers the first-run page with *Each participant*. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { query = '', path = '/abc-defg-hij', mode = 'each', site = MEET, access, ...rest } = options;
  const server = await startCallServer({ site });
  const launched = await launch({ extension: BUILT_EXTENSION, headless: true, maps: [{ host: site.host, port: server.port }], ...rest });
  launched.context.setDefaultTimeout(PATIENCE.timeout);
  if (access === 'given') await giveAccess(launched, `https://${site.host}`);
  if (mode) await acceptMode(launched.onboarding, mode);
  const call = await launched.context.newPage();
  await call.goto(`https://${site.host}${path}${query && `?${query}`}`);
  if (access === 'clicked') await clickToolbarButton(launched, call);
  const tabId = await tabIdOf(launched, call);
  const panel = await openPanelTab(launched, call);
  await panel.setViewportSize({ width: 400, height: 900 });
  return {
    launched,
    call,
    panel,
    tabId,
    truth: () => call.evaluate<DemoParticipant[]>('demoCall.participants()'),
    card: (name) => panel.locator('[data-participant]').filter({ has: panel.getByRole('heading', { name, exact: true }) }),
    start: () => panel.getByRole('button', { name: 'Start watching' }).click(),
    watching: () => shows(panel, '[data-phase="watching"]', launched.consoleErrors),
    says: (text) => panel.getByRole('status').first().getByText(text).first().waitFor(PATIENCE),
    badge: () =>
      launched.onboarding.evaluate((id) => (globalThis as unknown as ExtensionPage).chrome.action.getBadgeText({ tabId: id }), tabId),
    async [Symbol.asyncDispose]() {
      await launched.close();
      await server.close();
    },
  };
}

/** Waits until the panel shows `selector`.
 * @throws Error with what the panel says instead, or nobody could tell why it does not */
async function shows(panel: Page, selector: string, consoleErrors: readonly string[]): Promise<void> {
  try {
    await panel.locator(selector).waitFor(PATIENCE);
  } catch (cause) {
    const phase = await panel.locator('[data-phase]').getAttribute('data-phase', { timeout: 5_000 }).catch(String);
    const says = await panel.locator('body').innerText({ timeout: 5_000 }).catch(String);
    const errors = consoleErrors.join('\n') || 'none';
    throw new Error(`The panel never showed ${selector}. Its phase is ${phase}; it says:\n${says}\nErrors in consoles: ${errors}`, {
      cause,
    });
  }
}

/** Asserts that no page and no worker wrote an error to its console. */
export function expectQuietConsoles({ launched }: Stage): void {
  expect(launched.consoleErrors).toEqual([]);
}

/** Whether the engine's document is there. */
export function engineRuns({ launched }: Pick<Stage, 'launched'>): Promise<boolean> {
  return launched.onboarding.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { getContexts(filter: object): Promise<unknown[]> } } };
    return (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })).length > 0;
  });
}

/** What is in a store of the history, read in an extension page by plain IndexedDB; null if there is no history. */
export function stored<Row>(
  { launched }: Pick<Stage, 'launched'>,
  store: 'sessions' | 'participants' | 'slices' | 'moments',
): Promise<readonly Row[] | null> {
  return launched.onboarding.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((database) => database.name === 'moodline')) return null;
    const request = indexedDB.open('moodline');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
    const rows = database.transaction(name).objectStore(name).getAll();
    await new Promise((resolve) => rows.addEventListener('success', resolve));
    database.close();
    return rows.result as never[];
  }, store);
}

/** Every line of every slice in the history: whose, which five seconds, and whether there was a mood. */
export async function storedLines(stage: Stage): Promise<{ ordinal: number; sequence: number; read: boolean }[] | null> {
  const slices = await stored<StoredSlice>(stage, 'slices');
  return slices?.flatMap(({ sequence, lines }) => lines.map(({ ordinal, mood }) => ({ ordinal, sequence, read: mood !== null }))) ?? null;
}
