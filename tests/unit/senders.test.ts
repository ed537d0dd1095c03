import type { Runtime } from 'webextension-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { matchesPattern } from '../../src/wire/match-pattern.ts';
import { pageOf, senderKind, type SenderKind } from '../../src/platform/senders.ts';
import { contentSender, OWN_ID, OWN_URL, pageSender, workerSender } from './fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./fake-browser.ts')).fakeBrowser }));

const OTHER_ID = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const MEET = 'https://meet.google.com/abc-defg-hij';

const cases: [string, Runtime.MessageSender | undefined, SenderKind | null][] = [
  ['the service worker', workerSender(), 'background'],
  ['the panel', pageSender(), 'extension-page'],
  ['the engine', pageSender('src/offscreen/index.html'), 'extension-page'],
  [
    'an extension page in a tab',
    { ...pageSender('src/pages/onboarding/index.html'), tab: contentSender().tab as Runtime.MessageSender['tab'] & object },
    'extension-page',
  ],
  ['a page that is called like the service worker', pageSender('src/service-worker-loader.js'), 'extension-page'],
  ['the service worker with a query', pageSender('service-worker-loader.js?x'), 'extension-page'],
  ['a call page', contentSender(), 'content-script'],
  ['a page of a wildcard host', contentSender('https://us02web.zoom.us/wc/1'), 'content-script'],
  ['nobody', undefined, null],
  ['a sender without anything', {}, null],
  ['a sender without URL', { id: OWN_ID }, null],
  ['another extension on a call page', contentSender(MEET, OTHER_ID), null],
  ['another extension with our URL', { id: OTHER_ID, url: `${OWN_URL}src/panel/index.html` }, null],
  ['another extension’s page', { id: OWN_ID, url: `chrome-extension://${OTHER_ID}/src/panel/index.html` }, null],
  ['our URL as a prefix of a host', { id: OWN_ID, url: `chrome-extension://${OWN_ID}.evil/` }, null],
  ['our URL as a query of a page', contentSender(`https://evil.example/?${OWN_URL}`), 'content-script'],
  ['our URL after a blob', contentSender(`blob:${OWN_URL}1`), null],
  ['a call page without a tab', { id: OWN_ID, url: MEET }, null],
  ['any secure page; whether there is access to it is asked later', contentSender('https://example.com/'), 'content-script'],
  ['plain http', contentSender('http://meet.google.com/abc'), null],
  ['a local file', contentSender('file:///meet.google.com/'), null],
  ['a data URL', contentSender('data:text/html,https://meet.google.com/'), null],
  ['no URL at all', contentSender('meet.google.com'), null],
];

describe('senderKind', () => {
  it.each(cases)('%s', (_, sender, kind) => expect(senderKind(sender)).toBe(kind));
});

describe('pageOf', () => {
  it.each<[string, Runtime.MessageSender | undefined, ReturnType<typeof pageOf>]>([
    ['a call page', contentSender(), { tabId: 7, origin: 'https://meet.google.com' }],
    ['a page on a port', contentSender('https://meet.google.com:8443/'), { tabId: 7, origin: 'https://meet.google.com:8443' }],
    ['a URL that is none', contentSender('about'), { tabId: 7, origin: null }],
    ['nobody', undefined, { tabId: null, origin: null }],
  ])('%s', (_, sender, page) => expect(pageOf(sender)).toEqual(page));
});

describe('matchesPattern', () => {
  it.each([
    ['https://meet.google.com/*', MEET, true],
    ['https://meet.google.com/*', 'https://MEET.GOOGLE.COM/x', true],
    ['https://meet.google.com/*', 'https://meet.google.com./x', false],
    ['https://meet.google.com/*', 'https://meetXgoogle.com/', false],
    ['https://*.zoom.us/*', 'https://zoom.us/', true],
    ['https://*.zoom.us/*', 'https://a.b.zoom.us/', true],
    ['https://*.zoom.us/*', 'https://zoom.us.evil.example/', false],
    ['https://*/*', MEET, false],
    ['<all_urls>', MEET, false],
    ['*://meet.google.com/*', MEET, false],
    ['https://meet.google.com/abc*', MEET, false],
  ])('%s takes %s: %s', (pattern, url, expected) => expect(matchesPattern(pattern, url)).toBe(expected));
});
