import { fileURLToPath } from 'node:url';
import { chromium, type Worker } from 'playwright-core';
import { findBrowser } from '../../tests/driver/find-browser.ts';
import { servePage } from '../detection/page-server.ts';
import type { PictureResult, StartRequest } from './evaluate.worker.ts';
import { serveImages } from './image-server.ts';

/** Images in one run of the network, and decoded at the same time. Detection needs a tile of 400 px for each. */
const BATCH = { whole: 64, detect: 16 };

/**
 * Runs the built extension's model over image files, in a module worker of real Chromium, as the engine does.
 * @param onProgress number of images done, after each batch
 * @returns one result per file, in their order
 */
export async function runModel(
  paths: readonly string[],
  request: StartRequest,
  onProgress: (done: number) => void,
): Promise<PictureResult[]> {
  const page = await servePage(fileURLToPath(new URL('./evaluate.worker.ts', import.meta.url)));
  const images = await serveImages(paths, new URL(page.url).origin);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args });
  try {
    const tab = await browser.newPage();
    const starting = tab.waitForEvent('worker');
    const isReady = tab.waitForEvent('console', (message) => message.text() === 'ready');
    await tab.goto(page.url);
    const [worker] = await Promise.all([starting, isReady]);
    await call(worker, 'start', request);
    const size = request.detect ? BATCH.detect : BATCH.whole;
    const results: PictureResult[] = [];
    while (results.length < paths.length) {
      const batch = paths.slice(results.length, results.length + size).map((_, index) => images.url(results.length + index));
      results.push(...((await call(worker, 'answer', batch)) as PictureResult[]));
      onProgress(results.length);
    }
    return results;
  } finally {
    await browser.close();
    await Promise.all([images.close(), page.close()]);
  }
}

const call = (worker: Worker, name: 'start' | 'answer', argument: unknown): Promise<unknown> =>
  worker.evaluate(`${name}(${JSON.stringify(argument)})`);
