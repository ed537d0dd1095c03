import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Licence } from '../../models/licences.ts';
import { en } from '../../src/locales/en.ts';
import { acceptMode } from '../driver/consent.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage } from './stage.ts';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));
const PHOTO = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo', 'sample1.jpg');

const packageFile = async () =>
  JSON.parse(await readFile(join(SOURCES, '../package.json'), 'utf8')) as { version: string; dependencies: Record<string, string> };

describe('the About page', () => {
  let stage: Stage;
  let about: Page;
  const open = async (page: 'about' | 'try-it') => {
    const opened = await stage.launched.context.newPage();
    await opened.goto(stage.launched.extensionUrl(`src/pages/${page}/index.html`));
    return opened;
  };
  const stored = () => about.getByRole('region', { name: en.about_stored, exact: true });

  beforeAll(async () => {
    stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage.panel.locator('[data-reads-as]').first().waitFor(PATIENCE);
    about = await open('about');
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('counts no request in the middle of a call', async () => {
    await about.getByText('0 requests sent to anywhere').waitFor(PATIENCE);
    await about.getByText('0 attempts refused').waitFor();
  });

  it('says what computes, which versions, and that one call is stored', async () => {
    await about.getByText(en.about_backend_wasm).waitFor(PATIENCE);
    expect(await about.getByRole('region', { name: en.about_versions }).innerText()).toContain((await packageFile()).version);
    await expect
      .poll(async () => {
        await about.reload();
        await about.getByText(en.about_stored_calls).waitFor(PATIENCE);
        return stored().innerText();
      }, PATIENCE)
      .toMatch(/history\s+1\s/);
    expect(await stored().innerText()).toMatch(/Size of the history\s+[1-9]/);
  });

  it('says how often it was right by what was answered on a card', async () => {
    const id = await stage.panel.locator('[data-reads-as]').first().getAttribute('data-participant');
    const card = stage.panel.locator(`[data-participant="${id}"]`);
    for (const answer of [/it was right$/, new RegExp(`^(${en.expression_disgust}|${en.expression_contempt})$`)]) {
      await card.getByRole('button', { name: /^That’s wrong/ }).click();
      await card.getByRole('button', { name: answer }).last().click();
      await card.getByText(en.judge_counted).waitFor(PATIENCE);
    }
    await about.reload();
    const tally = about.getByRole('region', { name: en.about_tally, exact: true });
    await tally.waitFor(PATIENCE);
    // What the card says may change between the two.
    const counts = [...(await tally.innerText()).matchAll(/(\d+) of (\d+) time/g)].map(([, right, all]) => [Number(right), Number(all)]);
    expect(counts.reduce(([right = 0, all = 0], [r = 0, a = 0]) => [right + r, all + a], [0, 0])).toEqual([1, 2]);
  });

  it('is opened from the panel, as the Try it page is', async () => {
    for (const [name, address] of [
      [en.panel_about, 'about'],
      [en.try_title, 'try-it'],
    ] as const) {
      const opening = stage.launched.context.waitForEvent('page');
      await stage.panel.getByRole('button', { name, exact: true }).click();
      const opened = await opening;
      await opened.waitForURL(`**/src/pages/${address}/index.html`);
      await opened.close();
    }
    expectQuietConsoles(stage);
  });

  it('shows nothing stored after everything was cleared', async () => {
    await stage.panel.getByRole('button', { name: en.clear, exact: true }).click();
    await stage.panel.getByRole('dialog').getByRole('button', { name: en.clear_yes }).click();
    await stage.panel.getByText('Cleared: 0 databases, 0 stored values left.').waitFor(PATIENCE);
    await about.reload();
    await stored().getByText(en.about_stored_none).waitFor(PATIENCE);
    expect(await stored().innerText()).toMatch(/Calls in the history\s+0\s[^]*history\s+0 bytes[^]*settings\s+0 bytes/);
    expect(await about.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });

  it('counts an attempt in each part of the extension', async () => {
    const attempt = (context: { evaluate(script: string): Promise<unknown> }) =>
      context.evaluate(`fetch('https://example.com/').catch(() => {})`);
    const [serviceWorker] = stage.launched.context.serviceWorkers();
    if (!serviceWorker) throw new Error('no service worker');
    await stage.launched.onboarding.getByRole('button', { name: en.onboarding_change }).click();
    await acceptMode(stage.launched.onboarding, 'me');
    const tryIt = await open('try-it');
    const starting = tryIt.waitForEvent('worker');
    await tryIt.locator('input[type=file]').setInputFiles(PHOTO);
    const worker = await starting;
    await tryIt.locator('.picture[data-phase=read]').waitFor(PATIENCE);
    for (const context of [about, stage.panel, tryIt, worker, serviceWorker]) await attempt(context);
    await expect
      .poll(async () => {
        await about.reload();
        await about.getByText(en.about_requests_alarm).waitFor(PATIENCE);
        return about.getByRole('region', { name: en.about_requests }).innerText();
      }, PATIENCE)
      .toMatch(/0 requests sent to anywhere[^]*5 attempts refused/);
  });
});

describe('the licences in the build', () => {
  const read = async () => JSON.parse(await readFile(join(BUILT_EXTENSION, 'licences.json'), 'utf8')) as Licence[];

  it('name every runtime dependency in its pinned version, the detector’s model and our own network', async () => {
    const listed = new Map((await read()).map((one) => [one.name, one]));
    const sources = (await readdir(SOURCES, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
    const code = (await Promise.all(sources.map((name) => readFile(join(SOURCES, name), 'utf8')))).join('\n');
    const used = Object.entries((await packageFile()).dependencies).filter(([name]) =>
      new RegExp(`from '${name}['/]|import '${name}'`).test(code),
    );
    expect(used.length).toBeGreaterThanOrEqual(9);
    for (const [name, version] of used) expect.soft(listed.get(name)?.version, name).toBe(version);
    for (const name of ['@mediapipe/face_detection', '@preact/signals-core', 'moodline-expression'])
      expect.soft([...listed.keys()]).toContain(name);
    for (const { licence } of listed.values()) expect.soft(licence).toMatch(/^(MIT|ISC|Apache-2\.0|MPL-2\.0|BSD-[23]-Clause|0BSD)$/);
  });

  it('have the words of those that ship them', async () => {
    const words = new Map((await read()).map(({ name, text }) => [name, text]));
    expect(words.get('preact')).toContain('Permission is hereby granted');
    expect(words.get('webextension-polyfill')).toContain('Mozilla Public License');
    expect(words.get('@tensorflow/tfjs-core')).toContain('Apache License');
  });
});
