import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { parseCallFile } from '../../src/wire/call-file.ts';
import type { HistoryHarness } from './harness/history-harness.ts';
import { useSurfaces } from './surface.ts';

declare const harness: HistoryHarness;

const surfaces = useSurfaces();
/** Dates and times are the same wherever the tests run. */
const open: typeof surfaces.open = (page, options) => surfaces.open(page, { timezoneId: 'UTC', ...options });
const FIRST = '00000000-0000-4000-8000-000000000000';

const calls = (page: Page): Promise<readonly string[]> => page.evaluate(() => harness.calls);
const rows = (page: Page) => page.locator('.call-row');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** What is saved when `act` is done: its name and content. */
async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: (download satisfies Download).suggestedFilename(), content: await readFile(await download.path()) };
}

const take = (page: Page, content: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(content) });

describe('the list', () => {
  test('of nothing says what to do, and offers nothing to export', async () => {
    const page = await open('history.html');
    await page.getByText(/^No calls yet/).waitFor();
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['Import…']);
  });

  test('shows date, length, people and mood of each call, and is searched by title, site and name', async () => {
    const page = await open('history.html?set=some');
    expect(await rows(page).first().innerText()).toMatch(/Weekly\s+Jan 15, 2027.*\s+Google Meet\s+1 hr\s+4 people/);
    expect(await rows(page).first().getByRole('img').getAttribute('aria-label')).toMatch(/^Mean valence [+−]\d/);
    for (const [query, count] of [
      ['rehearsal', 1],
      ['zoom', 1],
      ['BRÚNO weekly', 1],
      ['ana', 3],
      ['nobody', 0],
    ] as const) {
      await page.getByRole('searchbox').fill(query);
      await page.getByText(`${count} call${count === 1 ? '' : 's'}`, { exact: true }).waitFor();
      expect(await rows(page).count()).toBe(count);
    }
  });

  test('of many calls grows as it is scrolled', async () => {
    const page = await open('history.html?set=many');
    await page.getByText('120 calls').waitFor();
    expect(await rows(page).count()).toBe(50);
    const scrolledToTheEnd = async () => {
      await rows(page).last().scrollIntoViewIfNeeded();
      return rows(page).count();
    };
    await expect.poll(scrolledToTheEnd).toBe(120);
    expect(await button(page, 'Show older calls').count()).toBe(0);
  });

  test('says what was damaged, until that was read', async () => {
    const page = await open('history.html?set=some&damaged');
    const alert = page.getByRole('alert');
    expect(await alert.innerText()).toMatch(/began a new one\. 2 damaged records were found/);
    await alert.getByRole('button').click();
    await alert.waitFor({ state: 'detached' });
  });
});

describe('a call', () => {
  test('has its chart in words and as a table that follows the zoom, by keyboard too', async () => {
    const page = await open('history.html?set=some');
    await page.getByRole('link', { name: /Weekly/ }).click();
    expect(await page.locator('figcaption').innerText()).toMatch(/^Read for 57 min of 57 min\. Mostly: neutral \(/);
    await page.getByText('The same as a table').click();
    const cells = page.locator('.chart-table tbody tr');
    // 720 slices less the hole of 41, which is a row of its own.
    await expect.poll(() => cells.count()).toBe(680);
    await button(page, 'Zoom in').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect.poll(() => cells.count()).toBeLessThan(200);
    const first = () => cells.first().innerText();
    const before = await first();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(first).not.toBe(before);
    await page.keyboard.press('0');
    await expect.poll(() => cells.count()).toBe(680);
    expect(await page.getByText('Not watched for 3 min').count()).toBeGreaterThan(0);
  });

  test('is zoomed by dragging, and a moment is jumped to', async () => {
    const page = await open('history.html?set=some');
    await page.getByRole('link', { name: /Weekly/ }).click();
    await page.getByText('The same as a table').click();
    const cells = page.locator('.chart-table tbody tr');
    const plot = page.locator('.u-over').first();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (!box) throw new Error('no plot');
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => cells.count()).toBeLessThan(250);
    await page.getByRole('listitem').filter({ hasText: 'The plan for next week' }).getByRole('button').click();
    await expect.poll(() => cells.count()).toBe(24);
    expect(await cells.first().innerText()).toMatch(/^8:09:00/);
  });

  test('shows each person’s line, with the name as text', async () => {
    const page = await open(`history.html?set=names#${FIRST}`);
    await button(page, '<img src=x onerror=alert(1)>').click();
    expect(await page.getByRole('figure').getAttribute('aria-label')).toContain('\u2068<img src=x onerror=alert(1)>\u2069');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await button(page, 'Person 10').count()).toBe(1);
  });

  test('has everybody in a table that needs no scrolling sideways in a narrow window, and is a table to a screen reader there', async () => {
    const page = await open(`history.html?set=some#${FIRST}`, { viewport: { width: 320, height: 640 } });
    const table = page.locator('.people-table');
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    expect(await table.getByRole('row').nth(1).innerText()).toMatch(/^Ana[^]*57 min[^]*82%[^]*Neutral, 46%[^]*\+0\.01/);
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const named = (role: string) => nodes.filter((node) => node.role?.value === role).map((node) => String(node.name?.value));
    expect(named('columnheader')).toEqual(['Name', 'On screen', 'Read', 'Mostly', 'Valence']);
    expect(named('rowheader')).toEqual(['Ana', 'Bruno', 'Chidi', 'Sam You']);
    expect(named('cell').slice(0, 4)).toEqual(['57 min', '82%', 'Neutral, 46%', '+0.01']);
    await session.detach();
  });

  test('is renamed, and deleted only after a question', async () => {
    const page = await open(`history.html?set=some#${FIRST}`);
    await button(page, 'Rename').click();
    await page.keyboard.type('  Plan\u202E  B ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Plan B' }).waitFor();
    expect(await page.locator(':focus').innerText()).toBe('Rename');
    await button(page, 'Delete…').click();
    await button(page, 'Keep it').click();
    expect(await calls(page)).toEqual(['rename Plan B']);
    await button(page, 'Delete…').click();
    await button(page, 'Delete').click();
    await page.getByText('The call was deleted.').waitFor();
    await expect.poll(() => rows(page).count()).toBe(2);
  });

  test('of an unknown id says so', async () => {
    const page = await open('history.html?set=some#nothing');
    await page.getByText('This call is not in the history any more.').waitFor();
  });
});

describe('export and import', () => {
  test('one call and all of them, as JSON, CSV and a picture', async () => {
    const page = await open(`history.html?set=some#${FIRST}`);
    const one = await saved(page, () => button(page, 'Export as JSON').click());
    expect(one.name).toBe('moodline-2027-01-15-0800.json');
    const read = parseCallFile(one.content.toString());
    expect(read.ok && read.value.map(({ title, slices }) => [title, slices.length])).toEqual([['Weekly', 679]]);
    const picture = await saved(page, () => button(page, 'Save picture').click());
    expect([...picture.content.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(picture.content.readUInt32BE(16)).toBeGreaterThan(300);
    await page.getByRole('link', { name: 'All calls' }).click();
    const table = await saved(page, () => button(page, 'Export all as CSV').click());
    const lines = table.content.toString().split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFcall_id,call_title,/);
    expect(new Set(lines.slice(1, -1).map((line) => line.split(',')[0])).size).toBe(3);
  });

  test('what was exported is taken in elsewhere, once', async () => {
    const from = await open('history.html?set=some');
    const { content } = await saved(from, () => button(from, 'Export all as JSON').click());
    const page = await open('history.html');
    await take(page, content);
    await page.getByText('Taken in: 3 calls (0 were here already).').waitFor();
    await take(page, content);
    await page.getByText('Taken in: 0 calls (3 were here already).').waitFor();
    expect(await rows(page).count()).toBe(3);
  });

  test.each([
    ['no JSON at all', 'PK', /not a file that Moodline exported/],
    ['a later version', '{"format":"moodline-history","version":9}', /newer Moodline/],
    ['a damaged file', '{"format":"moodline-history","version":1,"exportedAtMs":0,"calls":[{"__proto__":{}}]}', /damaged or was changed/],
  ])('%s is refused with a sentence, and nothing is touched', async (_, content, sentence) => {
    const page = await open('history.html?set=some');
    await take(page, content);
    await page.getByText(sentence).waitFor();
    expect(await calls(page)).toEqual([]);
    expect(await rows(page).count()).toBe(3);
  });

  test('a huge file is refused before it is read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'moodline-huge-'));
    const file = join(folder, 'huge.json');
    await writeFile(file, '');
    await truncate(file, 2 ** 26 + 1);
    const page = await open('history.html?set=some');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText(/larger than 64 MB/).waitFor();
    expect(await calls(page)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('onto a full disk is refused with a sentence', async () => {
    const from = await open('history.html?set=second');
    const { content } = await saved(from, () => button(from, 'Export all as JSON').click());
    const page = await open('history.html?refuse');
    await take(page, content);
    await page.getByText(/^Storage full: free some disk space/).waitFor();
    expect(await rows(page).count()).toBe(0);
  });
});
