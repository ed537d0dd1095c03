import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { StoredSession } from '../../src/platform/records.ts';
import { BUILT_EXTENSION, copyExtension } from '../driver/extension-copy.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, stored } from './stage.ts';

const MESSAGES = 10_000;
const FOREIGN_SESSION = '6f1e3c1a-8a4e-4f0e-9a55-0d6b4b0f5f11';

const isFirstRunPage = (page: Page) => page.url().endsWith('onboarding/index.html');

/** Our own words in every order, and the panel's commands word by word. */
const messages = (count: number, tabId: number): string => {
  const value = fc.constantFrom<unknown>('background', 'engine', 'start', 'clear', FOREIGN_SESSION, tabId, -1, null, [], {});
  const message = fc.oneof(
    fc.constantFrom<unknown>(
      { to: 'background', type: 'clear' },
      { to: 'background', type: 'stop', tabId },
      { to: 'background', type: 'object', tabId },
      { to: 'background', type: 'bookmark', tabId, atMs: 1, note: 'x' },
      { to: 'engine', type: 'close-session', sessionId: FOREIGN_SESSION, reason: 'user' },
      { to: 'content', type: 'unwatch', sessionId: FOREIGN_SESSION },
      { to: 'background', type: 'call-ended', sessionId: FOREIGN_SESSION },
    ),
    fc.record({ to: value, type: value, tabId: value, sessionId: value }),
    fc.anything({ key: fc.constantFrom('to', 'type', 'tabId', 'constructor', ''), maxDepth: 2 }),
  );
  return JSON.stringify(fc.sample(message, count).map((one) => JSON.parse(JSON.stringify(one) ?? 'null') as unknown));
};

/** Sends all, to `target` or to the extension itself. @returns the different answers */
const SEND = `async (messages, target) => [...new Set(await Promise.all(messages.map((message) => (
  target ? chrome.runtime.sendMessage(target, message) : chrome.runtime.sendMessage(message)
).then((answer) => answer ?? null, (error) => error.message))))]`;

it(`none of ${MESSAGES} messages of the page, its frame, its content script or another extension is obeyed`, async () => {
  const other = await copyExtension((manifest) => {
    manifest['version'] = '0.0.9';
  });
  const both = `${BUILT_EXTENSION},${other}`;
  await using stage = await openStage({ query: 'hold=first', args: [`--load-extension=${both}`, `--disable-extensions-except=${both}`] });
  const { context, onboarding, extensionId } = stage.launched;
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  await expect.poll(async () => (await stored(stage, 'slices'))?.length ?? 0, PATIENCE).toBeGreaterThan(0);
  const kept = async () => [
    await onboarding.evaluate('Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)])'),
    await stored(stage, 'participants'),
    await stored(stage, 'moments'),
    (await stored<StoredSession>(stage, 'sessions'))?.map(({ id, endReason }) => [id, endReason]),
  ];
  const before = await kept();

  // The page itself, and a frame in it, know of no extension; they can only call into the void.
  expect(await stage.call.evaluate('typeof chrome === "undefined" || chrome.runtime === undefined')).toBe(true);
  await stage.call.evaluate(
    ({ all }) => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      for (const message of JSON.parse(all) as unknown[]) {
        window.postMessage(message, '*');
        frame.contentWindow?.parent.postMessage(message, '*');
      }
      frame.remove();
    },
    { all: messages(MESSAGES / 4, stage.tabId) },
  );
  // Whoever took over the page's renderer speaks as its content script.
  const page = await context.newCDPSession(stage.call);
  const worlds: number[] = [];
  page.on('Runtime.executionContextCreated', ({ context: { id, origin } }) => {
    if (origin === `chrome-extension://${extensionId}`) worlds.push(id);
  });
  await page.send('Runtime.enable');
  expect(worlds).toHaveLength(1);
  const asContent = await page.send('Runtime.evaluate', {
    contextId: worlds[0] ?? 0,
    expression: `(${SEND})(${messages(MESSAGES / 2, stage.tabId)})`,
    awaitPromise: true,
    returnByValue: true,
  });
  expect(asContent.result.value).toEqual([null]);
  // Another extension is not even connected.
  await expect.poll(() => context.pages().filter(isFirstRunPage).length, PATIENCE).toBe(2);
  const stranger = context.pages().find((one) => isFirstRunPage(one) && one !== onboarding);
  const answers = await stranger?.evaluate<string[]>(`(${SEND})(${messages(MESSAGES / 4, stage.tabId)}, '${extensionId}')`);
  expect(answers).toEqual(['Could not establish connection. Receiving end does not exist.']);

  expect(await kept()).toEqual(before);
  expect(await engineRuns(stage)).toBe(true);
  expect(await stage.badge()).toBe('ON');
  expectQuietConsoles(stage);
});
