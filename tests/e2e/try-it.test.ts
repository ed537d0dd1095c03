import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greyPng } from '../../models/evaluation/grey-png.ts';
import { en } from '../../src/locales/en.ts';
import { acceptMode } from '../driver/consent.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch, type Launched } from '../driver/launch.ts';
import { PATIENCE } from './stage.ts';

const PAGE = 'src/pages/try-it/index.html';
/** Faces on each photograph, counted by eye. */
const FACES = { 'sample1.jpg': 3, 'sample5.jpg': 5, 'sample6.jpg': 4 };
const photo = (name: string) => join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo', name);

const picture = (page: Page, name: string) => page.locator('.picture').filter({ has: page.getByRole('heading', { name, exact: true }) });
const give = (page: Page, files: Parameters<Page['setInputFiles']>[1]) => page.locator('input[type=file]').setInputFiles(files);

/** The percents of each face's table. */
const percents = (within: Locator) =>
  within
    .locator('.face')
    .evaluateAll((faces) =>
      faces.map((face) => [...face.querySelectorAll('tbody td')].map((cell) => Number.parseInt(cell.textContent, 10))),
    );

describe('the Try it page', () => {
  let folder: string;
  let launched: Launched;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'moodline-try-it-'));
    // A film of one frame, over and over.
    const clip = join(folder, 'webcam.mjpeg');
    await writeFile(clip, await readFile(photo('sample1.jpg')));
    launched = await launch({
      extension: BUILT_EXTENSION,
      headless: true,
      args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${clip}`],
    });
    page = await launched.context.newPage();
    await page.goto(launched.extensionUrl(PAGE));
  });
  afterAll(async () => {
    await launched.close();
    await rm(folder, { recursive: true });
  });

  it('reads nothing before a mode was chosen', async () => {
    await page.getByText(en.try_consent).waitFor(PATIENCE);
    expect(await page.getByRole('button', { name: en.try_choose }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: en.try_camera_start }).click({ force: true });
    expect(await page.locator('video').count()).toBe(0);
    await acceptMode(launched.onboarding, 'me');
    await page.reload();
    await page.getByText(en.try_private).waitFor(PATIENCE);
  });

  it('marks every face of several photographs, with eight probabilities that add up to 100 %', async () => {
    await give(page, Object.keys(FACES).map(photo));
    for (const [name, count] of Object.entries(FACES)) {
      const card = picture(page, name);
      await card.and(page.locator('[data-phase=read]')).waitFor(PATIENCE);
      expect(await card.locator('.mark').count()).toBe(count);
      const rows = (await percents(card)).filter((one) => one.length > 0);
      // One face at most is turned too far.
      expect(rows.length).toBeGreaterThanOrEqual(count - 1);
      for (const row of rows) {
        expect(row).toHaveLength(8);
        expect(row.reduce((a, b) => a + b, 0)).toBe(100);
      }
    }
    // She laughs, at the right of the first photograph.
    await picture(page, 'sample1.jpg').locator('.face').last().getByText(en.reads_as_happiness).waitFor(PATIENCE);
  });

  it('gives the marked picture as a PNG of the same size', async () => {
    const downloading = page.waitForEvent('download');
    await picture(page, 'sample5.jpg').getByRole('button', { name: en.try_download }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('sample5-moodline.png');
    const png = await readFile(await download.path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_920, 1_398]);
  });

  it('says what to do about each file that cannot be read, and goes on with the next', async () => {
    const jpeg = await readFile(photo('sample1.jpg'));
    const side = 10_000;
    await give(page, [
      { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: jpeg.subarray(0, 300) },
      { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('not a picture') },
      { name: 'huge.png', mimeType: 'image/png', buffer: Buffer.from(greyPng(new Uint8Array(13_000 * 10_000), 13_000, 10_000)) },
      { name: 'large.png', mimeType: 'image/png', buffer: Buffer.from(greyPng(new Uint8Array(side * side), side, side)) },
    ]);
    await picture(page, 'broken.jpg').getByText(en.try_problem_broken).waitFor(PATIENCE);
    await picture(page, 'letter.txt').getByText(en['try_problem_not-a-picture']).waitFor(PATIENCE);
    await picture(page, 'huge.png').getByText('too large to be read').waitFor(PATIENCE);
    await picture(page, 'large.png').getByText(en.try_no_face).waitFor(PATIENCE);
  });

  it('reads the webcam until it is stopped, and switches it off', async () => {
    await page.getByRole('button', { name: en.try_camera_start }).click();
    await page.locator('.camera .mark').first().waitFor(PATIENCE);
    const rows = await percents(page.locator('.camera'));
    for (const row of rows.filter((one) => one.length > 0)) expect(row.reduce((a, b) => a + b, 0)).toBe(100);
    const track = await page
      .locator('video')
      .evaluateHandle((video) => ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]);
    expect(await track.evaluate((one) => one?.readyState)).toBe('live');
    await page.getByRole('button', { name: en.try_camera_stop }).click();
    expect(await track.evaluate((one) => one?.readyState)).toBe('ended');
    expect(await page.locator('video').count()).toBe(0);
  });

  it('stores nothing', async () => {
    expect(await page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length)).toBe(0);
    expect(await page.evaluate('chrome.storage.local.get(null).then(Object.keys)')).toEqual(['settings']);
  });

  it('leaves every console quiet', () => expect(launched.consoleErrors).toEqual([]));
});

it('says how to allow a camera that was refused', async () => {
  const launched = await launch({
    extension: BUILT_EXTENSION,
    headless: true,
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
  });
  try {
    await acceptMode(launched.onboarding, 'me');
    await launched.onboarding.goto(launched.extensionUrl(PAGE));
    await launched.onboarding.getByRole('button', { name: en.try_camera_start }).click();
    await launched.onboarding.getByText(en.try_camera_refused).waitFor(PATIENCE);
  } finally {
    await launched.close();
  }
});
