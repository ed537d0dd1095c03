import { expect, test } from 'vitest';
import { PAGE_STATES } from './page-states.ts';
import { emit, live, ready, switchedOn, T0, watching } from './panel-script.ts';
import { crowd, PANEL_STATES } from './panel-states.ts';
import { sayEnglish, sayIn } from './state.ts';
import { colourFaults, seriousFaults, useSurfaces } from './surface.ts';

const { open, problems } = useSurfaces();

const STATES = [...PANEL_STATES, ...PAGE_STATES];
const NARROW = { viewport: { width: 320, height: 640 } };
const WIDTH = 'document.documentElement.scrollWidth';

test.each(STATES)('%s: nothing serious in either theme, and no wider than 320 px', async (_, { path, arrange, logs }) => {
  const page = await open(path, NARROW);
  await arrange(page, sayEnglish);
  expect(await seriousFaults(page)).toEqual([]);
  expect(await page.evaluate(WIDTH)).toBe(320);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourFaults(page)).toEqual([]);
  expect(problems().filter((problem) => logs === undefined || !problem.includes(logs))).toEqual([]);
});

/** From each page what has most on it. */
const FULL = new Set([
  'panel: a call of eight',
  'panel: the whole call, with its table',
  'onboarding: the confirmation is missing',
  'settings: watched sites',
  'history: a call',
  'history: some calls',
  'try-it: three faces, no face, a broken file',
  'about: all is well',
]);
const FULL_STATES = STATES.filter(([name]) => FULL.has(name));

test.each(FULL_STATES)('%s, in Arabic from right to left', async (_, { path, arrange }) => {
  const page = await open(path.replace('?', '?lang=ar&'), NARROW);
  await arrange(page, await sayIn('ar'));
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  expect(await seriousFaults(page)).toEqual([]);
  expect(await page.evaluate(WIDTH)).toBe(320);
  // Nothing is left in English but the names of things.
  expect(await page.locator('h1').innerText()).toMatch(/[\u0600-\u06FF]|^Moodline$|^Weekly$/);
});

// German has the longest words.
test.each(FULL_STATES)('%s, in German: letters twice as large still fit', async (_, { path, arrange }) => {
  const page = await open(path.replace('?', '?lang=de&'), { viewport: { width: 640, height: 800 } });
  await arrange(page, await sayIn('de'));
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  expect(await page.evaluate(WIDTH)).toBe(640);
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
