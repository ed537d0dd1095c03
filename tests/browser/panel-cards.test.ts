import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { READING_STATES } from '../../src/core/reading.ts';
import { en } from '../../src/locales/en.ts';
import { emit, live, switchedOn, T0, watching, type Part } from './panel-script.ts';
import { useSurfaces } from './surface.ts';

const { open } = useSurfaces();

const card = (page: Page, id: string) => page.locator(`[data-participant="${id}"]`);
const names = (page: Page) => page.getByRole('heading', { level: 3 }).allInnerTexts();

/** Ticks twice a second from `fromMs` to before `toMs`. */
async function run(page: Page, fromMs: number, toMs: number, parts: readonly Part[]): Promise<void> {
  for (let atMs = fromMs; atMs < toMs; atMs += 500) await emit(page, [live(atMs, parts)], atMs);
}

async function openWatching(mode: 'each' | 'room' | 'me' = 'each'): Promise<Page> {
  const page = await open('panel.html');
  await emit(page, [...switchedOn(mode), watching()]);
  return page;
}

describe('a card', () => {
  test('says what the face reads as, and how sure that is, in words', async () => {
    const page = await openWatching();
    await emit(page, [live(T0, [{ name: 'Ada', expression: 'happiness', certainty: 0.5 }])]);
    expect(await card(page, 'Ada').getAttribute('data-reads-as')).toBe('happiness');
    const text = await card(page, 'Ada').innerText();
    expect(text).toContain('Reads as happiness');
    expect(text).toContain('fairly sure');
    expect(text).not.toMatch(/%| is (happy|sad|angry)/);
  });

  test.each(READING_STATES.filter((state) => state !== 'ok'))('%s is a gap with its own words', async (state) => {
    const page = await openWatching();
    await emit(page, [live(T0, [{ name: 'Ada', state }])]);
    expect(await card(page, 'Ada').getAttribute('data-state')).toBe(state);
    expect(await card(page, 'Ada').getAttribute('data-reads-as')).toBeNull();
    expect(await card(page, 'Ada').innerText()).toContain(en[`card_${state}`]);
  });

  test('every state has words of its own', () => {
    const words = READING_STATES.map((state) => en[`card_${state}`]);
    expect(new Set([...words, en.card_left]).size).toBe(READING_STATES.length + 1);
  });

  test('the label changes only when the new expression has stayed', async () => {
    const page = await openWatching();
    const readsAs = () => card(page, 'Ada').getAttribute('data-reads-as');
    await run(page, T0, T0 + 1_000, [{ name: 'Ada', expression: 'neutral' }]);
    await run(page, T0 + 1_000, T0 + 2_000, [{ name: 'Ada', expression: 'anger' }]);
    expect(await readsAs()).toBe('neutral');
    await run(page, T0 + 2_000, T0 + 3_000, [{ name: 'Ada', expression: 'neutral' }]);
    expect(await readsAs()).toBe('neutral');
    await run(page, T0 + 3_000, T0 + 5_000, [{ name: 'Ada', expression: 'anger' }]);
    expect(await readsAs()).toBe('anger');
  });

  test('the sparkline has a gap where there was no reading', async () => {
    const page = await openWatching();
    await run(page, T0, T0 + 2_000, [{ name: 'Ada' }]);
    await run(page, T0 + 2_000, T0 + 4_000, [{ name: 'Ada', state: 'no-face' }]);
    await run(page, T0 + 4_000, T0 + 6_000, [{ name: 'Ada' }]);
    expect(await card(page, 'Ada').locator('.positive .sparkline-line').count()).toBe(2);
    expect(await card(page, 'Ada').getByRole('img').getAttribute('aria-label')).toBe(
      'Trend of the last minute. Looks slightly positive, 1 gap',
    );
  });

  test('marks who speaks and whose microphone is off, and nobody of whom the page does not tell', async () => {
    const page = await openWatching();
    const marks = (id: string) =>
      card(page, id)
        .getByRole('img', { name: /^(Speaking|Microphone off)$/ })
        .evaluateAll((found) => found.map((one) => one.getAttribute('aria-label')));
    await emit(page, [
      live(T0, [{ name: 'Ada', speaking: true, muted: false }, { name: 'Bo', speaking: false, muted: true }, { name: 'Cy' }]),
    ]);
    expect([await marks('Ada'), await marks('Bo'), await marks('Cy')]).toEqual([['Speaking'], ['Microphone off'], []]);
    await emit(page, [live(T0 + 6_000, [{ name: 'Cy' }])], T0 + 6_000);
    expect([await marks('Ada'), await marks('Bo')]).toEqual([[], []]);
  });

  test('says who is livelier or quieter than usual, and of nobody else', async () => {
    const page = await openWatching();
    const parts: Part[] = [
      { name: 'Ada', liveliness: 0.5 },
      { name: 'Bo', liveliness: -0.5 },
      { name: 'Cleo', liveliness: 0 },
      { name: 'Dan' },
    ];
    await emit(page, [live(T0, parts)]);
    expect(await card(page, 'Ada').innerText()).toContain(en.liveliness_livelier);
    expect(await card(page, 'Bo').innerText()).toContain(en.liveliness_quieter);
    for (const name of ['Cleo', 'Dan']) expect(await card(page, name).innerText()).not.toContain('than usual');
  });

  test('someone who left is said to be gone, and the card vanishes a minute later', async () => {
    const page = await openWatching();
    const stay: Part = { name: 'Bo' };
    await emit(page, [live(T0, [{ name: 'Ada' }, stay])]);
    await emit(page, [live(T0 + 6_000, [stay])], T0 + 6_000);
    expect(await card(page, 'Ada').getAttribute('data-state')).toBe('left');
    await emit(page, [live(T0 + 59_000, [stay])], T0 + 59_000);
    expect(await card(page, 'Ada').count()).toBe(1);
    await emit(page, [live(T0 + 61_000, [stay])], T0 + 61_000);
    expect(await names(page)).toEqual(['Bo']);
  });
});

describe('names', () => {
  const markup = '<img src=x onerror="document.title=1">';
  const long = 'Maximiliane-'.repeat(7).slice(0, 80);

  test.each([
    ['markup', markup, markup],
    ['a right-to-left override', 'evil\u202Egnp.exe', 'evil gnp.exe'],
    ['control characters and zero-width spaces', 'A\u0000d\u200Ba\n\t', 'A d a'],
    ['nothing visible', '\u200B\u2060\uFEFF', en.panel_unnamed],
    ['80 characters', long, long],
    ['a prototype key', '__proto__', '__proto__'],
  ])('%s is literal text', async (_, name, shown) => {
    const page = await open('panel.html', { viewport: { width: 320, height: 600 } });
    await emit(page, [...switchedOn(), watching(), live(T0, [{ name, id: 'p1', self: true }])]);
    expect(await card(page, 'p1').locator('bdi').textContent()).toBe(shown);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Panel under test');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  test('own card first, then by name; equal names stay two cards', async () => {
    const page = await openWatching();
    const parts: Part[] = [{ name: 'Zoe', self: true }, { name: 'bo' }, { name: 'Ada', id: '2' }, { name: 'Ada', id: '1' }];
    await emit(page, [live(T0, parts)]);
    await emit(page, [live(T0 + 500, parts.toReversed())], T0 + 500);
    expect(await names(page)).toEqual(['Zoe', 'Ada', 'Ada', 'bo']);
    expect(await card(page, 'Zoe').getByText('You', { exact: true }).count()).toBe(1);
  });
});

test('a crowd of 49 stays where it was scrolled to while readings come: no card is made anew, none changes places', async () => {
  const page = await openWatching();
  const crowdOf = (valence: number): Part[] => Array.from({ length: 49 }, (_, index) => ({ name: `Guest ${index}`, valence }));
  await emit(page, [live(T0, crowdOf(0.1))]);
  const cards = page.locator('.card');
  expect(await cards.count()).toBe(49);
  await cards.nth(30).scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    const made: string[] = [];
    Object.assign(globalThis, { made, cards: [...document.querySelectorAll('.card')], scrolled: scrollY });
    const list = document.querySelector('.people ul');
    if (list) new MutationObserver((changes) => made.push(...changes.map(({ type }) => type))).observe(list, { childList: true });
  });
  await run(page, T0 + 500, T0 + 5_000, crowdOf(0.6));
  expect(await page.evaluate('made')).toEqual([]);
  expect(await page.evaluate('[...document.querySelectorAll(".card")].every((card, index) => card === cards[index])')).toBe(true);
  expect(await page.evaluate('scrollY === scrolled && scrollY > 0')).toBe(true);
});

describe('modes', () => {
  const parts: Part[] = [{ name: 'Ada' }, { name: 'Me', self: true }];

  test('the room: its mood in words, no single person', async () => {
    const page = await openWatching('room');
    await emit(page, [live(T0, [], { valence: 0.3 }, 5)]);
    expect(await page.getByRole('region', { name: 'Room' }).innerText()).toContain('Looks slightly positive');
    expect(await page.getByText('5 faces read').count()).toBe(1);
    expect(await page.locator('[data-participant]').count()).toBe(0);
  });

  test('the room says when there are too few faces', async () => {
    const page = await openWatching('room');
    await emit(page, [live(T0, [], null)]);
    expect(await page.getByText(en.panel_room_too_small.replace('{faces}', '3')).count()).toBe(1);
  });

  test('the room says where it is heading', async () => {
    const page = await openWatching('room');
    for (let second = 0; second < 120; second += 5) {
      const atMs = T0 + second * 1_000;
      await emit(page, [live(atMs, [], { valence: second < 60 ? -0.2 : 0.4 })], atMs);
    }
    expect(await page.getByText('rising', { exact: true }).count()).toBe(1);
  });

  test('only me: one card and no room', async () => {
    const page = await openWatching('me');
    await emit(page, [live(T0, parts, { valence: 0 })]);
    expect(await names(page)).toEqual(['Me']);
    expect(await page.getByRole('region', { name: 'Room' }).count()).toBe(0);
  });

  test('what was gathered in one mode is not shown in another', async () => {
    const page = await openWatching('each');
    await emit(page, [live(T0, parts), { type: 'mode', mode: 'me' }]);
    expect(await page.locator('[data-participant]').count()).toBe(0);
  });
});
