import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onCommand } from '../../src/platform/messages.ts';
import { backgroundToEngineSchema, contentToBackgroundSchema, panelToBackgroundSchema } from '../../src/wire/commands.ts';
import { contentSender, fakeBrowser, pageSender, workerSender } from './fake-browser.ts';
import { openSession, SESSION } from './samples.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const { onMessage } = fakeBrowser.runtime;
const clear = { to: 'background', type: 'clear' };
const ended = { to: 'background', type: 'call-ended', sessionId: SESSION };

/** The background's listeners, as its entry registers them, and the engine's. */
function listen(): unknown[] {
  const heard: unknown[] = [];
  const answer = (message: unknown, tabId: number | null) => Promise.resolve(heard.push({ message, tabId }));
  onCommand('extension-page', panelToBackgroundSchema, answer);
  onCommand('content-script', contentToBackgroundSchema, answer);
  onCommand('background', backgroundToEngineSchema, answer);
  return heard;
}

beforeEach(() => onMessage.listeners.clear());

describe('onCommand', () => {
  it('hands over what fits, with the sender’s tab, and answers with the handler’s promise', async () => {
    const heard = listen();
    const answers = onMessage.fire(ended, contentSender());
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1);
    await expect(answers[1]).resolves.toBe(1);
    expect(heard).toEqual([{ message: ended, tabId: 7 }]);
  });

  it.each([
    ['the panel’s command from a page', clear, contentSender()],
    ['the panel’s command from the service worker', clear, workerSender()],
    ['a page’s command from a page that is not secure', ended, contentSender('http://meet.google.com/')],
    ['a page’s command from an extension page', ended, pageSender()],
    ['the background’s command from the panel', openSession(), pageSender()],
    ['the background’s command from a page', openSession(), contentSender()],
    ['a key too many', { ...clear, force: true }, pageSender()],
    ['no message', undefined, pageSender()],
  ])('does not hear, and leaves unanswered: %s', (_, message, sender) => {
    const heard = listen();
    expect(onMessage.fire(message, sender)).toEqual([undefined, undefined, undefined]);
    expect(heard).toEqual([]);
  });

  it.each([
    'https://evil.example/',
    'https://meet.google.com.evil.example/',
    'https://evilmeet.google.com/',
    'https://x.meet.google.com/',
    'https://meet.google.com@evil.example/',
    'https://evil.example/meet.google.com/',
    'https://evilzoom.us/',
  ])('does not hear a page’s command from %s, which there is no access to, and says nothing of it', async (url) => {
    const heard = listen();
    const [, answer] = onMessage.fire(ended, contentSender(url));
    await expect(answer).resolves.toBeNull();
    expect(heard).toEqual([]);
  });

  it('hears a site from the moment it was given until it is taken back, in a service worker that has just started too', async () => {
    const site = contentSender('https://calls.example/room');
    const origins = ['https://calls.example/*'];
    const heard = listen();
    await fakeBrowser.permissions.request({ origins });
    await Promise.all(onMessage.fire(ended, site));
    expect(heard).toEqual([{ message: ended, tabId: 7 }]);
    await fakeBrowser.permissions.remove({ origins });
    await Promise.all(onMessage.fire(ended, site));
    expect(heard).toHaveLength(1);
  });

  it('survives 2,000 generated messages from pages, frames and a fake sender, and hears none', () => {
    const heard = listen();
    const senders = fc.constantFrom(
      contentSender(),
      contentSender('https://evil.example/'),
      pageSender(),
      workerSender(),
      {},
      undefined as never,
    );
    fc.assert(
      fc.property(
        fc.anything({ key: fc.constantFrom('to', 'type', 'tabId', 'sessionId', '__proto__', 'constructor'), withNullPrototype: true }),
        senders,
        (message, sender) => {
          expect(onMessage.fire(message, sender)).toEqual([undefined, undefined, undefined]);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(heard).toEqual([]);
  });
});
