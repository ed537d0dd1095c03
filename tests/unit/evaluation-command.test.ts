import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLabelledFolder } from '../../models/evaluation/labelled-folder.ts';
import { type EvaluateOptions, parseEvaluateOptions, USAGE } from '../../models/evaluation/options.ts';
import { createProgress, progressLine } from '../../models/evaluation/progress.ts';

const plain: EvaluateOptions = { folder: 'faces', json: false, report: null, detect: false };
const parse = (line: string) => parseEvaluateOptions(line.split(' ').filter(Boolean));

describe('the command line', () => {
  it.each<[string, Partial<EvaluateOptions>]>([
    ['faces', {}],
    ['faces --json', { json: true }],
    ['--detect faces', { detect: true }],
    ['faces --report out.html', { report: 'out.html' }],
    ['--report=out.html --json --detect faces', { report: 'out.html', json: true, detect: true }],
  ])('reads %j', (line, expected) => expect(parse(line)).toEqual({ ...plain, ...expected }));

  it.each<[string, RegExp]>([
    ['', /^Name the folder/],
    ['--json', /^Name the folder/],
    ['one two', /^One folder at a time: "one" and "two"/],
    ['faces --report', /--report/],
    ['faces --report=', /^--report takes/],
    ['faces --fast', /--fast/],
    ['faces --json=yes', /--json/],
  ])('answers %j with one sentence and the usage', (line, message) => {
    let complaint = '';
    try {
      parse(line);
    } catch (error) {
      complaint = error instanceof Error ? error.message : String(error);
    }
    const [sentence = '', usage] = complaint.split('\n\n');
    expect(sentence).toMatch(message);
    expect(sentence).toMatch(/^[^.]*\.$/);
    expect(usage).toBe(USAGE);
  });
});

/** A folder with these empty files (or folders, where the name ends with a slash). */
async function folderOf(...names: string[]): Promise<{ root: string } & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), 'moodline-labelled-'));
  for (const name of names) {
    await mkdir(join(root, name.endsWith('/') ? name : dirname(name)), { recursive: true });
    if (!name.endsWith('/')) await writeFile(join(root, name), '');
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

describe('a labelled folder', () => {
  it('is listed with everything that is not read', async () => {
    await using folder = await folderOf(
      'Happy/b.png',
      'Happy/a.JPG',
      'happiness/c.gif',
      'sad/',
      'odd/d.png',
      'Happy/more/e.png',
      'f.png',
      '.hidden/g.png',
      'Happy/.h',
    );
    const found = await readLabelledFolder(folder.root);
    expect(found.files.map(({ name, emotion }) => [name, emotion])).toEqual([
      ['Happy/a.JPG', 'happiness'],
      ['Happy/b.png', 'happiness'],
      ['happiness/c.gif', 'happiness'],
    ]);
    expect(found).toMatchObject({
      labelSet: 'ferplus',
      emptyClasses: ['sad'],
      unknownFolders: ['odd', 'Happy/more'],
      strayFiles: ['f.png'],
    });
  });

  it('without images is refused in one sentence', async () => {
    await using none = await folderOf('train/', 'test/');
    await expect(readLabelledFolder(none.root)).rejects.toThrow(
      /has the name of a class, such as happiness or happy \(found: test, train\)\.$/,
    );
    await using empty = await folderOf('happy/', 'sad/');
    await expect(readLabelledFolder(empty.root)).rejects.toThrow(/^The class folders of .* hold no images\.$/);
    await using file = await folderOf('a.png');
    await expect(readLabelledFolder(join(file.root, 'a.png'))).rejects.toThrow(/is a file, not a folder\.$/);
    await expect(readLabelledFolder(join(file.root, 'nothing'))).rejects.toThrow(/^There is no folder .*nothing\.$/);
  });
});

describe('progress', () => {
  it.each([
    [0, 100, 0, '0 of 100 images'],
    [1_000, 4_000, 30_000, '1,000 of 4,000 images, about 1 min 30 s left'],
    [50, 100, 200, '50 of 100 images, about 1 s left'],
    [100, 100, 61_000, '100 of 100 images, 1 min 1 s'],
    [1, 1, 400, '1 of 1 image, 1 s'],
  ])('%i of %i after %i ms', (done, total, elapsedMs, line) => expect(progressLine(done, total, elapsedMs)).toBe(line));

  it('rewrites its line on a terminal, and elsewhere writes one every five seconds and at the end', () => {
    const lines = (isTTY: boolean) => {
      const written: string[] = [];
      let nowMs = 0;
      const show = createProgress(4, { isTTY, write: (text) => written.push(text) }, () => nowMs);
      for (const done of [1, 2, 3, 4]) {
        nowMs += 3_000;
        show(done);
      }
      return written;
    };
    expect(lines(true)).toHaveLength(4);
    expect(lines(true).filter((line) => line.endsWith('\n'))).toHaveLength(1);
    expect(lines(false)).toEqual(['2 of 4 images, about 6 s left\n', '4 of 4 images, 12 s\n']);
  });
});
