import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { TryItHarness } from './harness/try-it-harness.ts';
import { useSurfaces } from './surface.ts';
import { give, PNG, read, withCamera } from './try-it-script.ts';

declare const harness: TryItHarness;

const { open } = useSurfaces();

const start = (page: Page) => page.getByRole('button', { name: en.try_camera_start }).click();

const light = (page: Page) => page.evaluate(() => (globalThis as unknown as { track: MediaStreamTrack }).track.readyState);

describe('pictures', () => {
  test('each face is marked, named and listed with eight probabilities; a doubt has its reason', async () => {
    const page = await open('try-it.html');
    await give(page, PNG);
    await read(page);
    const faces = page.locator('.face');
    expect(await faces.locator('h4').allInnerTexts()).toEqual([
      `Face 1\n${en.reads_as_happiness}`,
      `Face 2\n${en.try_state_unsure}`,
      `Face 3\n${en['try_state_turned-away']}`,
    ]);
    expect(await faces.nth(0).getByRole('row').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Happiness\s+86%/), expect.stringMatching(/^Contempt\s+2%/)]),
    );
    expect(await faces.nth(0).getByRole('row').count()).toBe(9);
    expect(await faces.nth(0).locator('.figures').innerText()).toMatch(/90%[^]*77%[^]*\+0\.[67]\d[^]*\+0\.4\d/);
    expect(await faces.nth(2).innerText()).toContain(en.try_not_read);
    expect(await page.locator('.mark').count()).toBe(3);
    expect(await page.locator('.mark-open').count()).toBe(2);
    expect(await page.getByRole('img', { name: 'three.png' }).getAttribute('aria-label')).toContain('3 faces marked');
  });

  test('a hundred pictures at once: the first twenty, and a sentence', async () => {
    const page = await open('try-it.html');
    await give(page, ...Array.from({ length: 100 }, (_, index) => ({ ...PNG, name: `${index}.png` })));
    await page.getByText('Only 20 pictures are shown at once').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.picture[data-phase=read]').length === 20);
    await page.getByRole('button', { name: 'Remove: ⁨0.png⁩' }).click();
    expect(await page.locator('.picture').count()).toBe(19);
    expect(await page.getByRole('alert').allInnerTexts()).not.toContain('Only');
  });

  test('a pasted and a dropped picture are read, and what is no file gets a sentence', async () => {
    const page = await open('try-it.html');
    for (const type of ['paste', 'drop'] as const) {
      await page.evaluate(
        ([kind, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(bytes)], `${kind}.png`, { type: 'image/png' }));
          const init = { bubbles: true, cancelable: true };
          dispatchEvent(
            kind === 'paste'
              ? new ClipboardEvent(kind, { ...init, clipboardData: data })
              : new DragEvent(kind, { ...init, dataTransfer: data }),
          );
        },
        [type, [...PNG.buffer]] as const,
      );
      await page.getByRole('heading', { name: `${type}.png` }).waitFor();
    }
    await page.evaluate(() => dispatchEvent(new DragEvent('drop', { cancelable: true, dataTransfer: new DataTransfer() })));
    await page.getByText(en.try_no_files).waitFor();
  });

  test('a trouble of the engine has its sentence, and the next picture is read all the same', async () => {
    const page = await open('try-it.html');
    await page.evaluate(() => {
      harness.trouble = 'engine-failed';
    });
    await give(page, PNG);
    await page.getByText(en['trouble_engine-failed']).waitFor();
    await page.evaluate(() => {
      harness.trouble = null;
    });
    await give(page, PNG);
    await read(page);
  });

  test('a name of a file is text, whatever is in it', async () => {
    const page = await open('try-it.html');
    const name = '<img src=x onerror=alert(1)>‮gpj.png';
    await give(page, { ...PNG, name });
    await read(page);
    expect(await page.locator('.picture h3 bdi').innerText()).toBe(name);
    expect(await page.locator('img').count()).toBe(0);
  });
});

describe('the webcam', () => {
  test.each([
    ['NotAllowedError', en.try_camera_refused],
    ['NotFoundError', en.try_camera_absent],
    ['NotReadableError', en.try_camera_busy],
    ['TypeError', en.try_camera_failed],
  ])('%s is told with what to do', async (error, words) => {
    const page = await open('try-it.html');
    await withCamera(page, error);
    await start(page);
    await page.getByRole('status').getByText(words).waitFor();
    expect(await page.getByRole('button', { name: en.try_camera_start }).count()).toBe(1);
  });

  test('is followed live, and its light goes out when it is stopped', async () => {
    const page = await open('try-it.html');
    await withCamera(page, null);
    await start(page);
    await page.locator('.camera .mark').first().waitFor();
    expect(await light(page)).toBe('live');
    expect(await page.evaluate(() => harness.calls.includes('quick'))).toBe(true);
    await page.getByRole('button', { name: en.try_camera_stop }).click();
    expect(await light(page)).toBe('ended');
  });

  test('is followed where its picture is below the edge of a low window', async () => {
    const page = await open('try-it.html', { viewport: { width: 320, height: 300 } });
    await withCamera(page, null);
    await page.getByRole('button', { name: en.try_camera_start }).focus();
    await page.evaluate('scrollTo(0, 0)');
    await page.keyboard.press('Enter');
    await page.locator('.camera .mark').first().waitFor();
    expect(await page.locator('video').evaluate((video) => video.getBoundingClientRect().top > innerHeight)).toBe(true);
  });

  test.each([
    ['unplugged', 'track.stop(), track.dispatchEvent(new Event("ended"))', en.try_camera_unplugged],
    [
      'out of sight',
      'Object.defineProperty(document, "hidden", { value: true }), document.dispatchEvent(new Event("visibilitychange"))',
      en.try_camera_hidden,
    ],
  ])('%s: the light is out, and a sentence says so', async (_, happens, words) => {
    const page = await open('try-it.html');
    await withCamera(page, null);
    await start(page);
    await page.locator('video').waitFor();
    await page.evaluate(happens);
    await page.getByText(words).waitFor();
    expect(await light(page)).toBe('ended');
  });

  test('goes off when the page is left', async () => {
    const page = await open('try-it.html');
    await withCamera(page, null);
    await start(page);
    await page.locator('video').waitFor();
    await page.evaluate(() => harness.leave());
    expect(await light(page)).toBe('ended');
  });

  test('without a face it says what to do', async () => {
    const page = await open('try-it.html');
    await page.evaluate(() => {
      harness.sights = [];
    });
    await withCamera(page, null);
    await start(page);
    await page.getByText(en.try_camera_no_face).waitFor();
  });
});

test('before a mode was chosen nothing is read', async () => {
  const page = await open('try-it.html?unset');
  await page.getByText(en.try_consent, { exact: true }).waitFor();
  await page.getByRole('button', { name: en.try_camera_start }).click({ force: true });
  await page.evaluate(() => dispatchEvent(new DragEvent('drop', { cancelable: true, dataTransfer: new DataTransfer() })));
  await page.getByRole('button', { name: en.try_consent_open }).click();
  expect(await page.evaluate(() => harness.calls)).toEqual(['openSetup']);
});

test('while the engine loads it says so, and the picture is read when it is there', async () => {
  const page = await open('try-it.html?hold');
  await give(page, PNG);
  await page.getByText(en.load_network).waitFor();
  await page.evaluate(() => harness.answer());
  await read(page);
  expect(await page.getByRole('progressbar').count()).toBe(0);
});
