import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { emit, live, type Part, switchedOn, T0, watching } from './panel-script.ts';
import { useSurfaces } from './surface.ts';

const { open } = useSurfaces();

const names = (page: Page) => page.getByRole('heading', { level: 3 }).allInnerTexts();

test('cards are put in the order that is chosen, and stay in it', async () => {
  const page = await open('panel.html');
  await emit(page, [...switchedOn('each'), watching()]);
  const parts = (zoe: number): Part[] => [
    { name: 'Ana', certainty: 0.5 },
    { name: 'Bo', certainty: 0.9 },
    { name: 'Zoe', certainty: 0.3, valence: zoe },
  ];
  const minute = 60_000;
  await emit(page, [live(T0, parts(0)), live(T0 + minute, parts(0)), live(T0 + 2 * minute, parts(0.9))], T0 + 2 * minute);
  expect(await names(page)).toEqual(['Ana', 'Bo', 'Zoe']);
  await page.getByLabel('Order:').selectOption('by change');
  expect(await names(page)).toEqual(['Zoe', 'Ana', 'Bo']);
  await page.getByLabel('Order:').selectOption('by certainty');
  expect(await names(page)).toEqual(['Bo', 'Ana', 'Zoe']);
});

test('one card alone has nothing to be ordered', async () => {
  const page = await open('panel.html');
  await emit(page, [...switchedOn('me'), watching(), live(T0, [{ name: 'Me', self: true }])]);
  expect(await names(page)).toEqual(['Me']);
  expect(await page.getByLabel('Order:').count()).toBe(0);
});

test('the room shows the shares of the expressions, the large ones in words', async () => {
  const page = await open('panel.html');
  await emit(page, [...switchedOn('room'), watching(), live(T0, [], { expression: 'happiness', valence: 0.6 })]);
  const shares = page.getByRole('list', { name: 'Shares of the expressions' });
  expect(await shares.getByRole('listitem').allInnerTexts()).toEqual(['Happiness, 95%']);
  expect(await page.locator('.band-part').count()).toBe(8);
});
