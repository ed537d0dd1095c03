import type { PictureResult, StartRequest } from './evaluate.worker.ts';
import { openWorkerPage } from './worker-page.ts';

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
  const page = await openWorkerPage('evaluate.worker.ts', paths);
  try {
    await page.call('start', request);
    const size = request.detect ? BATCH.detect : BATCH.whole;
    const results: PictureResult[] = [];
    while (results.length < paths.length) {
      const batch = paths.slice(results.length, results.length + size).map((_, index) => page.url(results.length + index));
      results.push(...((await page.call('answer', batch)) as PictureResult[]));
      onProgress(results.length);
    }
    return results;
  } finally {
    await page.close();
  }
}
