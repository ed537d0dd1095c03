import { browser, chromeOnly } from './browser.ts';

const ENGINE_PAGE = 'src/offscreen/index.html';

let starting: Promise<void> | null = null;

/** Makes sure that the one offscreen document exists. Concurrent calls share one creation. */
export async function ensureEngine(): Promise<void> {
  starting ??= createUnlessThere().finally(() => {
    starting = null;
  });
  await starting;
}

export async function engineExists(): Promise<boolean> {
  const contexts = await chromeOnly().runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  return contexts.length > 0;
}

/** Closes the engine and with it every handle that it holds; one that is just being made too. */
export async function closeEngine(): Promise<void> {
  await starting?.catch(() => {});
  if (await engineExists()) await chromeOnly().offscreen.closeDocument();
}

async function createUnlessThere(): Promise<void> {
  if (await engineExists()) return;
  await chromeOnly().offscreen.createDocument({
    url: browser.runtime.getURL(ENGINE_PAGE),
    // WORKERS: the only reason without a lifetime limit, and true: all vision runs in a worker.
    reasons: ['WORKERS'],
    justification: 'Runs face detection and expression estimates on this machine in a worker.',
  });
}
