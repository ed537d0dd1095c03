import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { READING_STATES } from '../../src/core/reading.ts';
import { emit, ended, kept, live, loading, ready, review, smile, switchedOn, T0, watching, type Part } from './panel-script.ts';
import { seriousFaults, useSurfaces } from './surface.ts';

const { open } = useSurfaces();

const crowd: readonly Part[] = [
  ...READING_STATES.map((state) => ({ name: `Participant in state ${state}`, state })),
  { name: 'W'.repeat(80), self: true, certainty: 0.1, valence: -0.9 },
];

const PANELS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  setup: (page) => emit(page, [{ type: 'mode', mode: null }]),
  idle: (page) => emit(page, ready()),
  'switched off by the organisation': (page) =>
    emit(page, [
      { type: 'policy', policy: { off: true, mode: null } },
      { type: 'mode', mode: null },
    ]),
  loading: (page) => emit(page, [...switchedOn(), loading('network', 0.5)]),
  'watching with every state and a notice': (page) =>
    emit(page, [...switchedOn(), watching('storage-refused'), live(T0, crowd, { valence: -0.7 })]),
  'someone left': async (page) => {
    await emit(page, [...switchedOn(), watching(), live(T0, crowd)]);
    await emit(page, [live(T0 + 6_000, crowd.slice(1))], T0 + 6_000);
  },
  'catching up': (page) => emit(page, [...switchedOn(), watching(), live(T0, crowd, {}), { type: 'disconnected' }]),
  'the room': (page) => emit(page, [...switchedOn('room'), watching(), live(T0, [], { valence: 0.9 })]),
  'too few faces': (page) => emit(page, [...switchedOn('room'), watching(), live(T0, [])]),
  stopped: (page) => emit(page, [...ready(), { type: 'watch', startedAtMs: null, stopped: { reason: 'trouble', trouble: 'no-tiles' } }]),
  'after the call': (page) => emit(page, [...ready(), ended, review(kept)]),
  'a whole call of one': async (page) => {
    await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ana' }], {})]);
    await page.getByRole('button', { name: 'Ana', exact: true }).click();
    await emit(page, [smile], T0 + 240_000);
    await page.locator('canvas').first().waitFor();
    await page.getByText('The same as a table').click();
  },
  'a mark, and a reading that is called wrong': async (page) => {
    await emit(page, [...switchedOn(), watching(), live(T0, [{ name: 'Ana' }], {})]);
    await page.getByRole('button', { name: 'Mark this moment' }).click();
    await page.getByRole('button', { name: /^That’s wrong/ }).click();
  },
  'the notice for the room': async (page) => {
    await emit(page, ready());
    await page.getByRole('button', { name: 'Tell the room' }).click();
  },
  'the question after an objection': async (page) => {
    await emit(page, [...switchedOn(), watching()]);
    await page.getByRole('button', { name: 'Someone objected' }).click();
  },
  'the question before clearing': async (page) => {
    await emit(page, ready());
    await page.getByRole('button', { name: 'Clear local data' }).click();
  },
};

const PAGES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'first run': async () => {},
  'confirmation missing': async (page) => {
    await page.getByRole('radio', { name: 'Each participant' }).check();
    await page.getByRole('button', { name: 'Use this mode' }).click();
  },
  'after the choice': async (page) => {
    await page.getByRole('button', { name: 'Use this mode' }).click();
    await page.getByText('What to do next').waitFor();
  },
};

const SETTINGS: Readonly<Record<string, readonly [query: string, arrange: (page: Page) => Promise<void>]>> = {
  'mode chosen': ['mode=me', async () => {}],
  'no mode yet': ['', async () => {}],
  saved: ['mode=me', (page) => page.getByRole('radio', { name: 'Low' }).click()],
  'the question before each participant': ['mode=me', (page) => page.getByRole('radio', { name: /^Each participant/ }).click()],
  'locked by the organisation': ['mode=me&lock=me', async () => {}],
  'switched off by the organisation': ['mode=me&off', async () => {}],
  'watched sites': [`mode=me&site=https://calls.example&site=https://${'long-name.'.repeat(8)}example`, async () => {}],
};

describe.each(['light', 'dark'] as const)('%s, 320 px', (colorScheme) => {
  const options = { colorScheme, viewport: { width: 320, height: 640 } };

  test.each(Object.entries(PANELS))('panel: %s', async (_, arrange) => {
    const page = await open('panel.html', options);
    await arrange(page);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  test.each(Object.entries(SETTINGS))('settings: %s', async (_, [query, arrange]) => {
    const page = await open(`settings.html?${query}`, options);
    await arrange(page);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  test.each(Object.entries(PAGES))('first-run page: %s', async (_, arrange) => {
    const page = await open('onboarding.html', options);
    await arrange(page);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});

describe.each(['light', 'dark'] as const)('%s, 320 px, in Arabic from right to left', (colorScheme) => {
  const options = { colorScheme, viewport: { width: 320, height: 640 } };

  test.each([
    ['panel.html', (page: Page) => emit(page, [...switchedOn(), watching('storage-refused'), live(T0, crowd, { valence: -0.7 })])],
    ['settings.html', async () => {}],
    ['onboarding.html', async () => {}],
  ] as const)('%s', async (path, arrange) => {
    const page = await open(`${path}?lang=ar&mode=me`, options);
    await arrange(page);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.locator('html').getAttribute('lang')).toBe('ar');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    // Nothing is left in English but the names of things.
    expect(await page.locator('h1').innerText()).toMatch(/[\u0600-\u06FF]|^Moodline$/);
  });
});

test.each(['panel', 'onboarding', 'settings', 'history', 'try-it', 'about'])('%s: letters twice as large still fit', async (name) => {
  const query = name === 'history' ? '?set=some' : '?mode=each';
  const page = await open(`${name}.html${query}`, { viewport: { width: 640, height: 800 } });
  if (name === 'panel') await emit(page, [...switchedOn(), watching('storage-refused'), live(T0, crowd, { valence: -0.7 })]);
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(640);
  // Nor is anything cut that says something.
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, h1, h2, label, legend')]
      .filter(({ className, scrollWidth, clientWidth }) => className !== 'hidden-text' && scrollWidth > clientWidth + 1 && clientWidth > 0)
      .map(({ innerText }) => innerText),
  );
  expect(cut).toEqual([]);
});

test('in the system’s own colours, what measures by its colour keeps it', async () => {
  const page = await open('panel.html', { forcedColors: 'active' });
  await emit(page, [...switchedOn(), watching(), live(T0, [], { valence: 0.5 })]);
  expect(await page.evaluate("matchMedia('(forced-colors: active)').matches")).toBe(true);
  const colours = (selector: string) =>
    page.locator(selector).evaluateAll((parts) => parts.map((part) => getComputedStyle(part).backgroundColor));
  expect(new Set(await colours('.band-part')).size).toBe(8);
  expect(await colours('.scale-marker')).not.toEqual(await colours('body'));
});

test('with reduced motion nothing moves', async () => {
  const page = await open('panel.html', { reducedMotion: 'reduce' });
  await emit(page, [...switchedOn(), watching(), live(T0, crowd, { valence: -0.5 })]);
  await emit(page, [live(T0 + 500, crowd, { valence: 0.5 })], T0 + 500);
  expect(await page.evaluate('document.getAnimations().length')).toBe(0);
});

test('with motion a value glides for about a second', async () => {
  const page = await open('panel.html', { reducedMotion: 'no-preference' });
  await emit(page, [...switchedOn(), watching(), live(T0, [], { valence: -0.5 })]);
  const seconds = await page.locator('.scale-marker').evaluate((marker) => getComputedStyle(marker).transitionDuration);
  expect(seconds).toBe('1s');
});

test('every action is reached by keyboard, with a visible focus', async () => {
  const page = await open('panel.html');
  await emit(page, ready());
  const reached: string[] = [];
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.locator(':focus').innerText());
    expect(await page.locator(':focus').evaluate((element) => getComputedStyle(element).outlineWidth)).toBe('2px');
  }
  expect(reached).toEqual(['Change', 'Start watching', 'Tell the room', 'History', 'Settings', 'Try it', 'About', 'Clear local data']);
});
