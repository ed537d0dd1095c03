import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '../../models/evaluation/evaluation.ts';
import { findBrowser } from '../driver/find-browser.ts';
import { SCENES, type SceneId } from '../fixtures/meet/people.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ARGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const FORMATS = ['png', 'jpeg', 'webp'] as const;

let folder = '';
let happy: SceneId[] = [];
let neutral: SceneId[] = [];

/** Runs the command as `npm run evaluate --` does once the extension is built. */
function run(...args: string[]): Promise<{ code: number; out: string; notes: string }> {
  return new Promise((resolve) => {
    const command = [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'models/evaluation/evaluate.ts', ...args];
    execFile(process.execPath, command, { cwd: ROOT }, (error, out, notes) => resolve({ code: error ? 1 : 0, out, notes }));
  });
}

/** Cuts a scene out of its photograph in the package that holds it. */
async function cut(page: Page, id: SceneId, type: string): Promise<Buffer> {
  const scene = SCENES[id];
  if (!scene.photo) throw new Error(`${id} has no photograph`);
  const photo = await readFile(join(ROOT, `node_modules/@vladmandic/face-api/demo/sample${scene.photo}.jpg`), 'base64');
  const base64 = await page.evaluate(
    async ({ data, crop, mime }) => {
      const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${data}`)).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: crop.width, height: crop.height });
      canvas.getContext('2d')?.drawImage(picture, -crop.x, -crop.y);
      return canvas.toDataURL(mime).split(',')[1] ?? '';
    },
    { data: photo, crop: scene.crop, mime: `image/${type}` },
  );
  return Buffer.from(base64, 'base64');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moodline-evaluate-'));
  const ids = Object.keys(SCENES) as SceneId[];
  happy = ids.filter((id) => SCENES[id].looks === 'happiness');
  neutral = ids.filter((id) => SCENES[id].looks === 'neutral');
  for (const name of ['happiness', 'Neutral', 'contempt', 'unlabelled']) await mkdir(join(folder, 'faces', name), { recursive: true });
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args: ARGS });
  const page = await browser.newPage();
  for (const [name, scenes] of [
    ['happiness', happy],
    ['Neutral', neutral],
  ] as const) {
    for (const [index, id] of scenes.entries()) {
      const type = FORMATS[index % FORMATS.length] ?? 'png';
      await writeFile(join(folder, 'faces', name, `${id}.${type}`), await cut(page, id, type));
    }
  }
  await page.setContent('<body style="background: linear-gradient(#888, #333)">');
  await page.screenshot({ path: join(folder, 'faces/Neutral/wall.png') });
  await browser.close();
  await writeFile(join(folder, 'faces/happiness/torn.png'), 'not a picture');
  await writeFile(join(folder, 'faces/unlabelled/one.png'), 'not read');
  await writeFile(join(folder, 'faces/notes.txt'), 'not read');
});

afterAll(() => rm(folder, { recursive: true }));

describe('npm run evaluate', () => {
  it('with --detect finds the faces as in a call, prints JSON and writes the report', async () => {
    const report = join(folder, 'report.html');
    const { code, out, notes } = await run(join(folder, 'faces'), '--detect', '--json', '--report', report);
    expect(notes).toMatch(/\d+ of \d+ images/);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    const result = JSON.parse(out) as Evaluation;
    const faces = happy.length + neutral.length;
    expect(result).toMatchObject({
      n: faces,
      head: 'ferplus',
      noFace: 1,
      unreadable: ['happiness/torn.png'],
      unknownFolders: ['unlabelled'],
      emptyClasses: ['contempt'],
      strayFiles: ['notes.txt'],
      model: { name: 'moodline-expression', input: [48, 48, 1] },
    });
    // The pictures plainly show it; other tests of the product rely on the same.
    expect(result.perClass.find(({ label }) => label === 'happiness')).toMatchObject({ images: happy.length, recall: 1 });
    expect(result.confusion.rows.flat().reduce((a, b) => a + b, 0)).toBe(faces);
    expect(result.coverage.share).toBeLessThanOrEqual(faces / (faces + 1));
    const html = await readFile(report, 'utf8');
    await expectQuietPage(html);
  });

  it('without it takes each whole image, and prints tables', async () => {
    const { code, out } = await run(join(folder, 'faces'));
    expect(code).toBe(0);
    expect(out).toContain(`faces: ${happy.length + neutral.length + 1} images, eight classes (FER+)`);
    expect(out).toContain('1 file could not be decoded: happiness/torn.png.');
    expect(out).toContain('Folders that are no class, not read: unlabelled.');
  });

  it.each<[string, () => string[], RegExp]>([
    ['a folder that is not there', () => [join(folder, 'nothing')], /^There is no folder .*nothing\.$/],
    ['a folder without classes', () => [folder], /^No folder in .* has the name of a class/],
    ['only files that are no images', () => [join(folder, 'torn')], /^None of the 1 files in the class folders is an image/],
    [
      'a report that cannot be kept',
      () => [join(folder, 'faces'), '--report', join(folder, 'no/where.html')],
      /^The report cannot be written/,
    ],
    ['a report that is a folder', () => [join(folder, 'faces'), '--report', folder], /^--report takes a file to write/],
  ])('%s: one sentence and status 1', async (_, args, sentence) => {
    await mkdir(join(folder, 'torn/happy'), { recursive: true });
    await writeFile(join(folder, 'torn/happy/torn.jpg'), 'not a picture');
    const { code, out, notes } = await run(...args());
    expect(code).toBe(1);
    expect(out).toBe('');
    const lines = notes
      .trim()
      .split('\n')
      .filter((line) => !/^\d+ of \d+ image/.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(sentence);
  });
});

/** The report shows three charts, asks for nothing and complains of nothing. */
async function expectQuietPage(html: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args: ARGS });
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('request', (request) => said.push(request.url()));
  await page.setContent(html);
  expect(await page.getByRole('img').count()).toBe(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(said).toEqual([]);
  await browser.close();
}
