import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { type EngineToPanel, engineToPanelSchema, LIVE_PORT } from '../../src/wire/panel-live.ts';
import type { ExtensionPage } from './launch.ts';

/** A message of the engine, with the moment at which a panel would have it. */
export interface Collected {
  readonly message: EngineToPanel;
  readonly arrivedAtMs: number;
}

/**
 * Listens to the engine as the panel does, from an extension page, and hands every message on.
 * The connection is opened again whenever it closes, until the page is gone.
 */
export async function collect(page: Page, tabId: number, take: (collected: Collected) => void): Promise<void> {
  await page.exposeFunction('moodlineCollected', (text: string, arrivedAtMs: number) => {
    const message = v.parse(engineToPanelSchema, JSON.parse(text));
    take({ message, arrivedAtMs });
  });
  void followUntilGone(page, `${LIVE_PORT}/${tabId}`);
}

async function followUntilGone(page: Page, name: string): Promise<void> {
  while (!page.isClosed()) {
    await page
      .evaluate((portName) => {
        const scope = globalThis as unknown as ExtensionPage & { moodlineCollected(text: string, arrivedAtMs: number): void };
        const port = scope.chrome.runtime.connect({ name: portName });
        port.onMessage.addListener((message) => scope.moodlineCollected(JSON.stringify(message), Date.now()));
        // Nobody listens before the engine is there: a short pause, then again.
        return new Promise<void>((resolve) =>
          port.onDisconnect.addListener(() => void [scope.chrome.runtime.lastError, setTimeout(resolve, 100)]),
        );
      }, name)
      .catch(() => {});
  }
}
