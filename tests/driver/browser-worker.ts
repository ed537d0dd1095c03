import { chromium, type Worker } from 'playwright-core';
import { servePage } from '../../models/detection/page-server.ts';
import { findBrowser } from './find-browser.ts';

/** A module worker in a real Chromium, as the engine's. */
export interface BrowserWorker {
  readonly worker: Worker;
  /** Of the page that it belongs to. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Runs a worker script, which must write "ready" to its console once it can be called.
 * @param script its path
 * @param photos a folder whose `sampleN.jpg` it finds as `/photos/N.jpg`
 */
export async function openWorker(script: string, photos?: string): Promise<BrowserWorker> {
  const page = await servePage(script, photos);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args });
  const close = async () => {
    await browser.close();
    await page.close();
  };
  try {
    const tab = await browser.newPage();
    const starting = tab.waitForEvent('worker');
    const isReady = tab.waitForEvent('console', (message) => message.text() === 'ready');
    await tab.goto(page.url);
    const [worker] = await Promise.all([starting, isReady]);
    return { worker, origin: new URL(page.url).origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}
