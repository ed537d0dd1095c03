import * as v from 'valibot';
import { expect, it } from 'vitest';
import {
  backgroundToContentSchema,
  backgroundToEngineSchema,
  contentToBackgroundSchema,
  type Diagnostic,
  diagnosticSchema,
  engineToBackgroundSchema,
  type OpenSession,
  pageDescriptionSchema,
  panelToBackgroundSchema,
} from '../../src/wire/commands.ts';
import { describeSchema } from './schema-cases.ts';
import { openSession, SESSION } from './samples.ts';

const background = { to: 'background' } as const;
const content = { to: 'content' } as const;

describeSchema(
  'panelToBackgroundSchema',
  panelToBackgroundSchema,
  [
    { ...background, type: 'start', tabId: 7 },
    { ...background, type: 'stop', tabId: 7 },
    { ...background, type: 'object', tabId: 7 },
    { ...background, type: 'clear' },
    { ...background, type: 'bookmark', tabId: 7, atMs: 1_800_000_000_000, note: 'Decision' },
  ],
  [
    ['a negative tab', () => ({ ...background, type: 'start', tabId: -1 })],
    ['half a tab', () => ({ ...background, type: 'start', tabId: 1.5 })],
    ['another addressee', () => ({ to: 'engine', type: 'clear' })],
    ['an unknown command', () => ({ ...background, type: 'fetch', url: 'https://evil.example' })],
    ['a name from the prototype', () => ({ ...background, type: '__proto__' })],
  ],
);

describeSchema(
  'backgroundToContentSchema',
  backgroundToContentSchema,
  [
    { ...content, type: 'watch', sessionId: SESSION, mode: 'each' },
    { ...content, type: 'unwatch', sessionId: SESSION },
    { ...content, type: 'describe' },
    { ...content, type: 'diagnose' },
  ],
  [
    ['a session that is no UUID', () => ({ ...content, type: 'unwatch', sessionId: '1' })],
    ['an unknown mode', () => ({ ...content, type: 'watch', sessionId: SESSION, mode: 'all' })],
  ],
);

describeSchema(
  'pageDescriptionSchema',
  pageDescriptionSchema,
  [{ site: 'meet', page: 'in-call', knowsOwnTile: true }],
  [
    ['an unknown state', () => ({ site: 'meet', page: 'busy' })],
    ['a site of 41 characters', () => ({ site: 'x'.repeat(41), page: 'lobby' })],
  ],
);

const diagnostic = {
  site: 'meet',
  page: 'in-call',
  knowsOwnTile: true,
  version: '0.1.0',
  hidden: false,
  health: 'tiles-missing',
  documents: 1,
  selectors: [{ part: 'tile', selector: '[data-participant-id]', found: 0 }],
  tiles: { found: 3, named: 3, pictured: 2 },
  videos: [{ width: 640, height: 360, shownWidth: 320, shownHeight: 180 }],
  canvases: [],
} satisfies Diagnostic;
const [picture] = diagnostic.videos;

describeSchema(
  'diagnosticSchema',
  diagnosticSchema,
  [diagnostic],
  [
    ['101 videos', () => ({ ...diagnostic, videos: Array.from({ length: 101 }, () => picture) })],
    ['a text in place of a selector', () => ({ ...diagnostic, selectors: [{ part: 'tile', selector: 'x'.repeat(301), found: 0 }] })],
    ['half a tile', () => ({ ...diagnostic, tiles: { found: 0.5, named: 0, pictured: 0 } })],
    ['an unknown health', () => ({ ...diagnostic, health: 'ill' })],
  ],
);

describeSchema(
  'contentToBackgroundSchema',
  contentToBackgroundSchema,
  [
    { ...background, type: 'call-ended', sessionId: SESSION },
    { ...background, type: 'engine-lost', sessionId: SESSION },
  ],
  [
    ['the panel’s start', () => ({ ...background, type: 'start', tabId: 7 })],
    ['the panel’s clear', () => ({ ...background, type: 'clear' })],
    ['a session that is no UUID', () => ({ ...background, type: 'call-ended', sessionId: `${SESSION}x` })],
  ],
);

describeSchema(
  'backgroundToEngineSchema',
  backgroundToEngineSchema,
  [
    openSession(),
    { to: 'engine', type: 'settings', settings: openSession().settings },
    { to: 'engine', type: 'close-session', sessionId: SESSION, reason: 'user' },
  ],
  [
    ['an origin of 301 characters', (open: OpenSession) => ({ ...open, origin: `https://${'x'.repeat(293)}` })],
    ['a start before 1970', (open: OpenSession) => ({ ...open, startedAtMs: -1 })],
    ['an unknown mode', (open: OpenSession) => ({ ...open, mode: null })],
    ['an unknown level of doubt', (open: OpenSession) => ({ ...open, settings: { ...open.settings, doubt: 'never' } })],
    ['an unknown reason', () => ({ to: 'engine', type: 'close-session', sessionId: SESSION, reason: 'because' })],
  ],
);

describeSchema(
  'engineToBackgroundSchema',
  engineToBackgroundSchema,
  [
    { ...background, type: 'session-over', sessionId: SESSION, reason: 'trouble', trouble: 'engine-failed' },
    { ...background, type: 'session-over', sessionId: SESSION, reason: 'page-closed', trouble: null },
  ],
  [['an unknown trouble', () => ({ ...background, type: 'session-over', sessionId: SESSION, reason: 'trouble', trouble: 'gremlins' })]],
);

it('a note of several lines, with marks that nobody sees, is one clean line', () => {
  const message = { to: 'background', type: 'bookmark', tabId: 7, atMs: 1, note: ' a\u202eb\n c ' };
  expect(v.parse(panelToBackgroundSchema, message)).toMatchObject({ note: 'ab c' });
});
