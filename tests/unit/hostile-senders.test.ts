import 'fake-indexeddb/auto';
import fc from 'fast-check';
import type { Runtime } from 'webextension-polyfill';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { FRAMES_PORT } from '../../src/wire/frames.ts';
import { LIVE_PORT } from '../../src/wire/panel-live.ts';
import { contentSender, fakeBrowser, FakePort, OWN_ID, OWN_URL } from './fake-browser.ts';
import { openSession, SESSION } from './samples.ts';

// The real listeners of service worker and engine, against everything that a page, a frame in it, or somebody who only
// pretends could send. Panel and pages of the extension are the only ones who may command.

const MESSAGES = 10_000;
const PORTS = 2_000;

/** What the listeners would do if they obeyed. */
const acted = vi.fn<(what: string) => void>();
const does = (what: string) => () => {
  acted(what);
  return Promise.resolve();
};

vi.mock('webextension-polyfill', async () => {
  const fake = await import('./fake-browser.ts');
  const event = () => new fake.FakeEvent();
  return {
    default: Object.assign(fake.fakeBrowser, {
      runtime: { ...fake.fakeBrowser.runtime, onInstalled: event(), onStartup: event(), sendMessage: does('send a message') },
      action: { onClicked: event(), setBadgeText: does('badge'), setBadgeBackgroundColor: does('badge'), setTitle: does('badge') },
      tabs: { onRemoved: event(), onUpdated: event(), sendMessage: does('command a content script'), create: does('open a tab') },
      commands: { onCommand: event() },
    }),
  };
});

// The engine starts its worker at once; there are no workers in Node.
vi.mock('../../src/platform/vision-client.ts', () => ({
  VisionClient: class {
    readonly state = { phase: 'loading', step: 'files', progress: 0 };
  },
}));

const { onMessage, onConnect } = fakeBrowser.runtime;

/** Everybody who may not command: where they come from is attested by the browser, the rest is theirs. */
const nobodies: readonly Runtime.MessageSender[] = [
  contentSender(),
  { ...contentSender(), frameId: 3 },
  contentSender('https://evil.example/'),
  contentSender('http://meet.google.com/abc-defg-hij'),
  contentSender('https://meet.google.com/', 'ponmlkjihgfedcbaponmlkjihgfedcba'),
  { id: 'ponmlkjihgfedcbaponmlkjihgfedcba', url: `${OWN_URL}src/panel/index.html` },
  { id: OWN_ID, url: `chrome-extension://${OWN_ID}.evil.example/src/panel/index.html` },
  { id: OWN_ID, url: 'https://meet.google.com/abc-defg-hij' },
  { id: OWN_ID },
  {},
];

/** What only the panel, the service worker or the engine may say, word by word. */
const commands: readonly unknown[] = [
  { to: 'background', type: 'start', tabId: 7 },
  { to: 'background', type: 'stop', tabId: 7 },
  { to: 'background', type: 'object', tabId: 7 },
  { to: 'background', type: 'bookmark', tabId: 7, atMs: 1, note: '' },
  { to: 'background', type: 'clear' },
  { to: 'background', type: 'session-over', sessionId: SESSION, reason: 'user', trouble: null },
  openSession(),
  { to: 'engine', type: 'close-session', sessionId: SESSION, reason: 'user' },
  { to: 'engine', type: 'settings', settings: openSession().settings },
  { to: 'background', type: 'request-noticed', fate: 'sent' },
  { to: 'content', type: 'watch', sessionId: SESSION, mode: 'each' },
];
/** What a content script may say, of a session that nobody watches. */
const idle = ['call-ended', 'engine-lost'].map((type) => ({ to: 'background', type, sessionId: SESSION }));
const words = ['to', 'type', 'background', 'engine', 'content', 'start', 'clear', 'tabId', 'sessionId', '__proto__', 'constructor', ''];
const message = fc.oneof(
  fc.constantFrom(...commands, ...idle),
  fc.record({
    to: fc.constantFrom('background', 'engine', 'content'),
    type: fc.constantFrom('start', 'stop', 'object', 'clear', 'open-session', 'call-ended', 'engine-lost', 'frames'),
    tabId: fc.oneof(fc.integer(), fc.double()),
    sessionId: fc.constantFrom<unknown>(SESSION, '', 7, null),
  }),
  fc.anything({
    key: fc.constantFrom(...words),
    values: [fc.constantFrom(...words), fc.integer()],
    withNullPrototype: true,
    withMap: true,
  }),
);
const sender = fc.constantFrom(...nobodies);

describe('service worker and engine', () => {
  beforeAll(async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('self', globalThis);
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('chrome', { sidePanel: { setPanelBehavior: does('side panel') }, runtime: { getContexts: () => Promise.resolve([]) } });
    await Promise.all([import('../../src/background/index.ts'), import('../../src/offscreen/main.ts')]);
    // What it does by itself when it starts.
    await vi.waitFor(() => {
      if (acted.mock.calls.length === 0) throw new Error('the service worker does nothing');
    });
    acted.mockClear();
    for (const area of [fakeBrowser.storage.local, fakeBrowser.storage.session]) {
      vi.spyOn(area, 'set').mockImplementation(does('write'));
      vi.spyOn(area, 'clear').mockImplementation(does('write'));
    }
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      acted('open the history');
      throw new Error('nobody should');
    });
  });

  it(`obey none of ${MESSAGES} messages from page, frame or a false sender, and none makes them throw`, async () => {
    expect(onMessage.listeners.size).toBeGreaterThanOrEqual(4);
    const answers: unknown[] = [];
    fc.assert(
      fc.property(message, sender, (said, from) => void answers.push(...onMessage.fire(said, from))),
      { numRuns: MESSAGES },
    );
    expect(answers.length).toBeGreaterThanOrEqual(4 * MESSAGES);
    // Null is the answer to what a content script may say.
    expect(new Set(await Promise.all(answers))).toEqual(new Set([undefined, null]));
    expect(acted).not.toHaveBeenCalled();
  });

  it(`listen to none of ${PORTS} ports, whatever their name`, () => {
    expect(onConnect.listeners.size).toBeGreaterThanOrEqual(2);
    const name = fc.oneof(
      fc.constantFrom(FRAMES_PORT, LIVE_PORT, `${LIVE_PORT}/7`, `${FRAMES_PORT}/${SESSION}`, `${FRAMES_PORT}/__proto__`),
      fc.string(),
    );
    fc.assert(
      fc.property(name, sender, message, (called, from, said) => {
        const port = new FakePort(called, from);
        onConnect.fire(port);
        port.onMessage.fire(said);
        expect(port.onMessage.listeners.size).toBe(0);
        expect(port.posted).toEqual([]);
      }),
      { numRuns: PORTS },
    );
    expect(acted).not.toHaveBeenCalled();
  });
});
