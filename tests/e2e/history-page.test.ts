import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../src/core/call-record.ts';
import { parseCallFile } from '../../src/wire/call-file.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage, stored, storedLines } from './stage.ts';

const PEOPLE = ['Ana', 'Bruno', 'Chidi', 'Dewi', 'Elif', 'Sam'];

describe('a call that is over', () => {
  let stage: Stage;
  let page: Page;
  let exported: { text: string; call: CallRecord };

  beforeAll(async () => {
    stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const button = (name: string) => page.getByRole('button', { name, exact: true });

  async function saved(name: string): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent('download'), button(name).click()]);
    return readFile(await download.path(), 'utf8');
  }

  it('is summed up in the panel, which asks whether it is kept', async () => {
    const sequences = async () => ((await storedLines(stage)) ?? []).map(({ sequence }) => sequence);
    await expect.poll(async () => Math.max(...(await sequences())), PATIENCE).toBeGreaterThanOrEqual(2);
    await stage.panel.getByRole('button', { name: 'Stop watching' }).click();
    await stage.says('You stopped watching.');
    const after = stage.panel.getByRole('region', { name: 'After this call' });
    await after.waitFor(PATIENCE);
    expect(await after.innerText()).toMatch(/Watched for \d+ sec[^]*6 people[^]*0 moments[^]*Keep this call in the history\?/);
    await after.getByRole('button', { name: 'Keep' }).click();
    await after.getByText('Keep this call').waitFor({ ...PATIENCE, state: 'detached' });
    expect(await stored(stage, 'sessions')).toHaveLength(1);
  });

  it('opens from there in the history, with everybody in it', async () => {
    const opened = stage.launched.context.waitForEvent('page');
    await stage.panel.getByRole('button', { name: 'Open in the history' }).click();
    page = await opened;
    await page.locator('.chart canvas').first().waitFor(PATIENCE);
    const names = await page.locator('.people-table tbody th bdi').allInnerTexts();
    expect(names.toSorted()).toEqual(PEOPLE);
    expect(await page.locator('.facts').innerText()).toMatch(/Google Meet\s+Each participant\s+Watched for[^]*Stopped by you/);
  });

  it('is renamed and exported, as JSON and as CSV', async () => {
    await button('Rename').click();
    await page.getByLabel('Title').fill('Demo');
    await button('Save').click();
    await page.getByRole('heading', { name: 'Demo' }).waitFor(PATIENCE);
    const text = await saved('Export as JSON');
    const file = parseCallFile(text);
    if (!file.ok || !file.value[0]) throw new Error('not read');
    exported = { text, call: file.value[0] };
    expect(exported.call.participants.map(({ name }) => name).toSorted()).toEqual(PEOPLE);
    expect(exported.call.slices).toHaveLength((await stored(stage, 'slices'))?.length ?? 0);
    const csv = (await saved('Export as CSV')).split('\r\n');
    expect(csv.filter((row) => row.includes(',reading,')).length).toBe((await storedLines(stage))?.length);
    for (const name of PEOPLE) expect(csv.some((row) => row.includes(`,${name},`))).toBe(true);
  });

  it('is deleted with everything of it, and the same again when its file is taken in', async () => {
    await button('Delete…').click();
    await button('Delete').click();
    await page.getByText(/^No calls yet/).waitFor(PATIENCE);
    for (const store of ['sessions', 'participants', 'slices'] as const) expect(await stored(stage, store)).toEqual([]);
    const buffer = Buffer.from(exported.text);
    await page.locator('input[type=file]').setInputFiles({ name: 'demo.json', mimeType: 'application/json', buffer });
    await page.getByText('Taken in: 1 call (0 were here already).').waitFor(PATIENCE);
    await page.getByRole('link', { name: 'Demo' }).click();
    await page.locator('.chart canvas').first().waitFor(PATIENCE);
    expect(parseCallFile(await saved('Export as JSON'))).toEqual({ ok: true, value: [exported.call] });
  });

  it('is cleared away with all the rest while its page is open, which creates nothing anew', async () => {
    await stage.panel.bringToFront();
    await stage.panel.getByRole('button', { name: 'Clear local data' }).click();
    await stage.panel.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
    await stage.panel.getByText('Cleared: 0 databases, 0 stored values left.').waitFor(PATIENCE);
    await page.getByText('This call is not in the history any more.').waitFor(PATIENCE);
    await page.reload();
    await page.getByText('This call is not in the history any more.').waitFor(PATIENCE);
    expect(await stored(stage, 'sessions')).toBeNull();
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});
