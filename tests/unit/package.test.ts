import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Archive, packExtension } from '../../.ci/package.ts';

// Two builds, in two folders, one after the other: nothing of place or time may be in what is published.
describe('the packed extension', () => {
  let folders: string[];
  let archives: Archive[];

  beforeAll(async () => {
    folders = [await mkdtemp(join(tmpdir(), 'moodline-package-')), await mkdtemp(join(tmpdir(), 'moodline-package-'))];
    archives = [];
    for (const folder of folders) archives.push(await packExtension('1.2.3', folder));
  }, 120_000);
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  it('is the same, byte by byte, when it is built again', () => {
    const [first, second] = archives;
    expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.sha256).toBe(first?.sha256);
    expect(Buffer.compare(first?.bytes ?? new Uint8Array(), second?.bytes ?? new Uint8Array(1))).toBe(0);
  });

  it('holds every built file, unchanged, and the manifest at its root', async () => {
    const [folder = ''] = folders;
    const entries = unzipSync(archives[0]?.bytes ?? new Uint8Array());
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const paths = files.map((file) => relative(folder, join(file.parentPath, file.name)));
    expect(Object.keys(entries).toSorted()).toEqual(paths.toSorted());
    for (const path of paths) expect(Buffer.compare(entries[path] ?? new Uint8Array(), await readFile(join(folder, path)))).toBe(0);
    expect(JSON.parse(strFromU8(entries['manifest.json'] ?? new Uint8Array()))).toMatchObject({ manifest_version: 3 });
  });

  it('holds no source map, and no path of the machine that built it', () => {
    const entries = unzipSync(archives[0]?.bytes ?? new Uint8Array());
    expect(Object.keys(entries).filter((name) => name.endsWith('.map'))).toEqual([]);
    const code = Object.entries(entries).filter(([name]) => /\.(js|html|css|json)$/.test(name));
    expect(code.length).toBeGreaterThan(10);
    for (const [name, bytes] of code) expect.soft(strFromU8(bytes).includes(process.cwd()), name).toBe(false);
  });
});
