import { fileURLToPath } from 'node:url';
import { chromium, type Worker } from 'playwright-core';
import { findBrowser } from '../../tests/driver/find-browser.ts';
import { servePage } from '../detection/page-server.ts';
import { serveImages } from './image-server.ts';

/** A module worker in a real Chromium, as the engine's, that can read image files. */
export interface WorkerPage {
  /** Address of the file with this index, for the worker. */
  url(index: number): string;
  /** Calls a function that the worker put on its global object. Argument and result cross as JSON. */
  call(name: string, argument: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Runs a worker script of this folder, which must write "ready" to its console once it can be called.
 * @param script its name, for instance `evaluate.worker.ts`
 * @param paths image files that it may read
 */
export async function openWorkerPage(script: string, paths: readonly string[]): Promise<WorkerPage> {
  const page = await servePage(fileURLToPath(new URL(`./${script}`, import.meta.url)));
  const images = await serveImages(paths, new URL(page.url).origin);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args });
  const close = async () => {
    await browser.close();
    await Promise.all([images.close(), page.close()]);
  };
  let worker: Worker;
  try {
    const tab = await browser.newPage();
    const starting = tab.waitForEvent('worker');
    const isReady = tab.waitForEvent('console', (message) => message.text() === 'ready');
    await tab.goto(page.url);
    [worker] = await Promise.all([starting, isReady]);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: images.url, call: (name, argument) => worker.evaluate(`${name}(${JSON.stringify(argument)})`), close };
}
