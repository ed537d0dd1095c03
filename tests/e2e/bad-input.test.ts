import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
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

describe('a file of the extension that is not as it was shipped', () => {
  it.each([
    ['weights.bin is cut short', 'models/expression/weights.bin', 'file-corrupt'],
    ['model.json holds something else', 'models/expression/model.json', 'file-corrupt'],
    ['a face detector is cut short', 'models/face-search/weights.bin', 'file-corrupt'],
    ['the other one is missing', 'models/face-near/model.json', 'file-missing'],
    ['the tfjs wasm is missing', 'tfjs/tfjs-backend-wasm-simd.wasm', 'file-missing'],
  ] as const)('%s', async (_, file, trouble) => {
    const extension = await copyExtension();
    if (trouble === 'file-missing') await rm(join(extension, file));
    else if (file.endsWith('.json')) await writeFile(join(extension, file), '{}');
    else await truncate(join(extension, file), 1_000);
    await using stage = await openStage({ extension });
    await stage.start();
    await expectStopped(stage, trouble);
    await rm(extension, { recursive: true });
  });
});

describe('a browser or page that cannot be watched', () => {
  it('has no WebGL, and is watched all the same', async () => {
    await using stage = await openStage({ args: NO_WEBGL, query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage.panel.locator('[data-state="ok"]').filter({ hasText: 'Ana' }).waitFor(PATIENCE);
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

  it('shows the lobby: join first', async () => {
    await using stage = await openStage({ query: 'lobby=1' });
    await stage.says(en['trouble_not-in-call']);
    await stage.start();
    await saysTrouble(stage, 'not-in-call');
    expect(await engineRuns(stage)).toBe(false);
    expectQuietConsoles(stage);
  });

  it('is no call', async () => {
    await using stage = await openStage({ path: '/landing' });
    await stage.says(en['trouble_page-not-supported']);
    await stage.start();
    await saysTrouble(stage, 'page-not-supported');
    expect(await engineRuns(stage)).toBe(false);
    expectQuietConsoles(stage);
  });

  it('is a call without any tile: watching goes on and says so', async () => {
    await using stage = await openStage({ query: 'tiles=none' });
    await stage.start();
    await stage.watching();
    await saysTrouble(stage, 'no-tiles');
    expect(await stage.badge()).toBe('ON');
    expectQuietConsoles(stage);
  });

  it('was open before the extension: its content script is not there', async () => {
    const extension = await copyExtension((manifest) => {
      manifest.content_scripts = [];
    });
    await using stage = await openStage({ extension });
    await stage.says(en['trouble_page-needs-reload']);
    await stage.start();
    await saysTrouble(stage, 'page-needs-reload');
    expect(await engineRuns(stage)).toBe(false);
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

describe('what was stored before a trouble', () => {
  it('is still there after the engine stopped', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'moodline-kept-'));
    const extension = await copyExtension();
    let before = 0;
    {
      await using stage = await openStage({ profile, extension, query: 'hold=first' });
      await stage.start();
      await stage.watching();
      await stage.call.bringToFront();
      await expect.poll(async () => (await storedLines(stage))?.length ?? 0, PATIENCE).toBeGreaterThanOrEqual(7);
      await stage.panel.getByRole('button', { name: 'Stop watching' }).click();
      await stage.says('You stopped watching.');
      before = (await storedLines(stage))?.length ?? 0;
    }
    {
      await rm(join(extension, 'tfjs/tfjs-backend-wasm-simd.wasm'));
      await using stage = await openStage({ profile, extension, mode: null, query: 'hold=first' });
      await stage.start();
      await saysTrouble(stage, 'file-missing');
      expect((await storedLines(stage))?.length).toBeGreaterThanOrEqual(before);
      expect(before).toBeGreaterThanOrEqual(7);
    }
    await Promise.all([profile, extension].map((folder) => rm(folder, { recursive: true, force: true })));
  });
});
