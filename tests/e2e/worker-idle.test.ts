import { expect, it } from 'vitest';
import { type BareBrowser, startBareBrowser, type Target } from '../driver/bare-browser.ts';
import { MEET, startCallServer } from '../driver/call-server.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { PATIENCE } from './stage.ts';

const isWorker = ({ type }: Target) => type === 'service_worker';

/** In an extension page: how many slices the history has; -1 before there is one. */
const COUNT_SLICES = `indexedDB.databases().then((all) => all.some(({ name }) => name === 'moodline') ? new Promise((resolve) => {
  const request = indexedDB.open('moodline');
  request.onsuccess = () => {
    const count = request.result.transaction('slices').objectStore('slices').count();
    count.onsuccess = () => (request.result.close(), resolve(count.result));
  };
}) : -1)`;

/** In the first-run page: answers it as a person would. */
const CHOOSE_EACH = `(async () => {
  const next = () => new Promise(requestAnimationFrame);
  const find = async (look) => { for (;;) { const found = look(); if (found) return found; await next(); } };
  const all = (selector) => [...document.querySelectorAll(selector)];
  (await find(() => all('input[type=radio]').at(-1))).click();
  (await find(() => all('input[type=checkbox]')[0])).click();
  (await find(() => all('button').find((one) => one.textContent === 'Use this mode' && !one.disabled))).click();
  await find(() => all('button').some((one) => one.textContent === 'Open the side panel'));
  return true;
})()`;

/** Stops the service worker as the browser does, from a page and not through itself. */
async function stopWorker(browser: BareBrowser, page: Target): Promise<void> {
  await browser.command(page, ['ServiceWorker.enable', 'ServiceWorker.stopAllWorkers']);
  await browser.untilGone(isWorker);
}

// A debugger would keep the worker running: none is attached to it here.
it('a service worker that is not there is missed by nobody in a call, and one that the browser stopped for idleness comes when it is asked', async () => {
  const server = await startCallServer({ site: MEET });
  try {
    await using browser = await startBareBrowser({
      extension: BUILT_EXTENSION,
      headless: true,
      maps: [{ host: MEET.host, port: server.port }],
    });
    const page = await browser.target(({ url }) => url.endsWith('/onboarding/index.html'));
    // The page may still be loading.
    await expect.poll(() => browser.evaluate(page, CHOOSE_EACH).catch(() => false), PATIENCE).toBe(true);
    const call = await browser.open(`https://${MEET.host}/abc-defg-hij?hold=first`);
    const inCall = () => browser.evaluate<number>(call, `document.querySelectorAll('[data-participant-id]').length`);
    await expect.poll(inCall, PATIENCE).toBeGreaterThan(0);
    const tabId = await browser.evaluate<number>(page, `chrome.tabs.query({ url: 'https://${MEET.host}/*' }).then(([tab]) => tab.id)`);
    const ask = (type: string) =>
      browser.evaluate(page, `chrome.runtime.sendMessage({ to: 'background', type: '${type}', tabId: ${tabId} })`);
    const slices = () => browser.evaluate<number>(page, COUNT_SLICES);
    const more = async (by: number) => {
      const before = await slices();
      await expect.poll(slices, PATIENCE).toBeGreaterThanOrEqual(Math.max(0, before) + by);
    };

    expect(await ask('start')).toEqual({ ok: true, value: null });
    await more(1);
    await stopWorker(browser, page);
    await more(2);
    // No tick and no reading has woken it.
    expect(browser.has(isWorker)).toBe(false);
    expect(await ask('stop')).toBeNull();
    const stoppedAtMs = performance.now();
    await browser.target(isWorker);
    await browser.untilGone(isWorker);
    console.log(`The browser stopped the idle worker ${Math.round((performance.now() - stoppedAtMs) / 1_000)} s after its last event.`);
    expect(await ask('start')).toEqual({ ok: true, value: null });
    await more(1);
    expect(await browser.evaluate(page, `chrome.action.getBadgeText({ tabId: ${tabId} })`)).toBe('ON');
  } finally {
    await server.close();
  }
});
