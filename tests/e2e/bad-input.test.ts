import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../src/core/trouble.ts';
import { en } from '../../src/locales/en.ts';
import { copyExtension } from '../driver/extension-copy.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, storedLines } from './stage.ts';

/** Neither a graphics card nor its stand-in in software. */
const NO_WEBGL = ['--disable-gpu', '--disable-software-rasterizer'];

const saysTrouble = (stage: Stage, trouble: Trouble) => stage.says(en[`trouble_${trouble}`]);

/** The panel says one sentence, nothing is being watched, and no console has a word of it. */
async function expectStopped(stage: Stage, trouble: Trouble): Promise<void> {
  await saysTrouble(stage, trouble);
  expect(await stage.panel.locator('[data-trouble]').count()).toBe(1);
  await expect.poll(() => stage.badge(), PATIENCE).toBe('');
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  expectQuietConsoles(stage);
}

/** In an order in which no sentence follows itself. */
const DAMAGES = [
  ['models/expression/weights.bin', (path: string) => truncate(path, 1_000), 'file-corrupt'],
  ['models/face-near/model.json', (path: string) => rm(path), 'file-missing'],
  ['models/expression/model.json', (path: string) => writeFile(path, '{}'), 'file-corrupt'],
  ['tfjs/tfjs-backend-wasm-simd.wasm', (path: string) => rm(path), 'file-missing'],
  ['models/face-search/weights.bin', (path: string) => truncate(path, 1_000), 'file-corrupt'],
] as const;

describe('a file of the extension that is not as it was shipped', () => {
  it('stops watching with one sentence, whichever it is; what was stored before is still there', async () => {
    const extension = await copyExtension();
    {
      await using stage = await openStage({ extension, query: 'hold=first' });
      await stage.start();
      await stage.watching();
      await stage.call.bringToFront();
      await expect.poll(async () => (await storedLines(stage))?.length ?? 0, PATIENCE).toBeGreaterThanOrEqual(7);
      await stage.panel.getByRole('button', { name: 'Stop watching' }).click();
      await stage.says('You stopped watching.');
      await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
      const before = await storedLines(stage);
      for (const [file, damage, trouble] of DAMAGES) {
        const path = join(extension, file);
        const whole = await readFile(path);
        await damage(path);
        const startedAtMs = performance.now();
        await stage.start();
        await saysTrouble(stage, trouble);
        console.log(`${file}: said after ${Math.round(performance.now() - startedAtMs)} ms.`);
        await expectStopped(stage, trouble);
        await writeFile(path, whole);
      }
      expect(await storedLines(stage)).toEqual(before);
      await stage.start();
      await stage.watching();
    }
    await rm(extension, { recursive: true });
  });
});

describe('a browser or page that cannot be watched', () => {
  it('has no WebGL, and is watched all the same; a call without any tile, the lobby, and a page that is no call say so', async () => {
    await using stage = await openStage({ args: NO_WEBGL, query: 'hold=first' });
    const goTo = async (path: string) => {
      await stage.call.goto(`https://meet.google.com${path}`);
      await stage.panel.reload();
    };
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage.panel.locator('[data-state="ok"]').filter({ hasText: 'Ana' }).waitFor(PATIENCE);

    // Watching goes on.
    await goTo('/abc-defg-hij?tiles=none');
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await saysTrouble(stage, 'no-tiles');
    expect(await stage.badge()).toBe('ON');

    for (const [path, trouble] of [
      ['/abc-defg-hij?lobby=1', 'not-in-call'],
      ['/landing', 'page-not-supported'],
    ] as const) {
      await goTo(path);
      await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
      await saysTrouble(stage, trouble);
      await stage.start();
      await saysTrouble(stage, trouble);
      await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    }
    expectQuietConsoles(stage);
  });

  it('is too old to carry pictures between contexts', async () => {
    // What a Chrome before 148 does, whatever its manifest asks for: messages are JSON.
    const extension = await copyExtension((manifest) => {
      manifest['message_serialization'] = 'json';
    });
    await using stage = await openStage({ extension });
    await stage.start();
    await expectStopped(stage, 'browser-too-old');
    await rm(extension, { recursive: true });
  });

  it('was open before the extension: its content script is not there', async () => {
    const extension = await copyExtension((manifest) => {
      manifest.content_scripts = [];
    });
    await using stage = await openStage({ extension });
    await stage.says(en['trouble_page-needs-reload']);
    await stage.start();
    await saysTrouble(stage, 'page-needs-reload');
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    expectQuietConsoles(stage);
    await rm(extension, { recursive: true });
  });
});

describe('a browser that refuses IndexedDB', () => {
  it('keeps the live view going, says that nothing is kept, and clears without a complaint', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'moodline-refused-'));
    // A file where the databases' folder should be: every open fails, as on a broken or full disk.
    await mkdir(join(profile, 'Default'), { recursive: true });
    await writeFile(join(profile, 'Default', 'IndexedDB'), 'not a folder');
    {
      await using stage = await openStage({ profile, query: 'hold=first' });
      await stage.start();
      await stage.watching();
      await stage.call.bringToFront();
      await saysTrouble(stage, 'storage-refused');
      await stage
        .card('Ana')
        .locator('[data-reads-as], svg path')
        .first()
        .waitFor({ ...PATIENCE, state: 'attached' });
      expect(await stage.badge()).toBe('ON');
      expectQuietConsoles(stage);
    }
    await rm(profile, { recursive: true, force: true });
  });
});
