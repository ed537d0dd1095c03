import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { parseCallFile } from '../../src/wire/call-file.ts';
import { expectQuietConsoles, openStage, PATIENCE, storedLines } from './stage.ts';

/** More stops than any page has. */
const MOST_STOPS = 60;

/** Presses a key; wherever the focus is then, it can be seen. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await expectVisibleFocus(page);
}

/** The element that has the focus, or the label or row that it stands for, has an outline or a shadow that is really drawn. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const look = () =>
    page.evaluate(() => {
      const focused = document.activeElement;
      const drawn = [focused, focused?.closest('label, li.call-row') ?? null].some((element) => {
        if (element === null || element === document.body) return false;
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
        const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !/(, 0\)|transparent)$/.test(outlineColor);
        return outlined || boxShadow !== 'none';
      });
      const { top = 0, bottom = 0 } = focused?.getBoundingClientRect() ?? {};
      return { what: focused?.outerHTML.slice(0, 120) ?? 'nothing', drawn, inView: bottom > 0 && top < innerHeight };
    });
  // What a key changes is drawn a moment later.
  await expect.poll(look, PATIENCE).toMatchObject({ drawn: true, inView: true });
}

/** Goes from stop to stop until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor(PATIENCE);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await press(page, 'Tab');
  }
  throw new Error(`Not reached by Tab: ${String(target)}`);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('from the installation to the export by keyboard alone, and the focus is always seen', async () => {
  await using stage = await openStage({ mode: null, query: 'hold=first' });
  const { panel, launched } = stage;
  const first = launched.onboarding;

  // The first-run page: a mode, the confirmation, the side panel.
  await first.bringToFront();
  await tabTo(first, first.getByRole('radio', { name: en.mode_me }));
  await press(first, 'ArrowDown');
  await press(first, 'ArrowDown');
  await press(first, 'Tab');
  await press(first, 'Space');
  expect(await first.getByRole('checkbox').isChecked()).toBe(true);
  await press(first, 'Tab');
  await first.keyboard.press('Enter');
  await first.getByRole('heading', { name: en.onboarding_done }).waitFor(PATIENCE);
  await expectVisibleFocus(first);
  await tabTo(first, button(first, en.onboarding_open_panel));
  const browser = await launched.context.browser()?.newBrowserCDPSession();
  await press(first, 'Enter');
  const targets = async () => (await browser?.send('Target.getTargets'))?.targetInfos.map(({ url }) => url) ?? [];
  await expect.poll(targets, PATIENCE).toContain(launched.extensionUrl('src/panel/index.html'));

  // The panel, here in a tab of its own: watch, look at somebody, mark the moment with a note.
  await panel.bringToFront();
  await tabTo(panel, button(panel, en.panel_start));
  await panel.keyboard.press('Enter');
  await stage.watching();
  await expectVisibleFocus(panel);
  const ana = stage.card('Ana').getByRole('button', { name: 'Ana', exact: true });
  await tabTo(panel, ana);
  await press(panel, 'Enter');
  await panel.getByRole('heading', { level: 2, name: 'Ana' }).waitFor(PATIENCE);
  await panel.getByRole('figure').locator('canvas').first().waitFor(PATIENCE);
  await tabTo(panel, button(panel, en.chart_zoom_in));
  await press(panel, 'Enter');
  await panel.keyboard.press('Escape');
  await ana.waitFor(PATIENCE);
  expect(await ana.evaluate((element) => element === document.activeElement)).toBe(true);
  while (!(await button(panel, en.bookmark).evaluate((element) => element === document.activeElement))) await press(panel, 'Shift+Tab');
  await panel.keyboard.press('Enter');
  const note = panel.getByRole('textbox');
  await note.waitFor(PATIENCE);
  await expectVisibleFocus(panel);
  await panel.keyboard.type('The plan');
  await panel.keyboard.press('Enter');
  await note.waitFor({ ...PATIENCE, state: 'detached' });
  await expectVisibleFocus(panel);

  // The end of the call: keep it, and open it.
  const read = async () => ((await storedLines(stage)) ?? []).filter((line) => line.read).length;
  await expect.poll(read, PATIENCE).toBeGreaterThan(0);
  while (!(await button(panel, en.panel_stop).evaluate((element) => element === document.activeElement))) await press(panel, 'Shift+Tab');
  await panel.keyboard.press('Enter');
  await tabTo(panel, button(panel, en.after_keep));
  await panel.keyboard.press('Enter');
  await button(panel, en.after_keep).waitFor({ ...PATIENCE, state: 'detached' });
  await expectVisibleFocus(panel);
  await tabTo(panel, button(panel, en.after_open));
  const [history] = await Promise.all([launched.context.waitForEvent('page'), panel.keyboard.press('Enter')]);

  // The history: back to the list, into the call again, and out as a file.
  await history.getByRole('figure').locator('canvas').first().waitFor(PATIENCE);
  await history.bringToFront();
  await tabTo(history, history.getByRole('link', { name: en.history_back }));
  await history.keyboard.press('Enter');
  const row = history.locator('.call-row a');
  await row.waitFor(PATIENCE);
  expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
  await expectVisibleFocus(history);
  await history.keyboard.press('Enter');
  await history.getByRole('figure').locator('canvas').first().waitFor(PATIENCE);
  await expectVisibleFocus(history);
  await tabTo(history, button(history, en.history_export_json));
  const [download] = await Promise.all([history.waitForEvent('download'), history.keyboard.press('Enter')]);
  const file = parseCallFile(await readFile(await download.path(), 'utf8'));
  if (!file.ok) throw new Error(file.error);
  const [call] = file.value;
  expect(call?.participants.map(({ name }) => name)).toContain('Ana');
  expect(call?.moments.filter(({ kind }) => kind === 'bookmark').map(({ note: words }) => words)).toEqual(['The plan']);
  expect(call?.slices.length).toBeGreaterThan(0);
  expectQuietConsoles(stage);
});
