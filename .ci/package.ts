import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync, type Zippable } from 'fflate';

// The store's zip and the archive of the sources it was made from. The same sources give the same bytes.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The earliest moment that a zip entry can have: an entry's time says nothing about its contents. */
const EPOCH = new Date(1980, 0, 1);
/** Regular file, readable by all; made on Unix. */
const ENTRY = { mtime: EPOCH, os: 3, attrs: 0o100644 << 16, level: 9 } as const;

/** An archive and its SHA-256 (hex). */
export interface Archive {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Packs files of a folder; the order of `paths` does not matter.
 * @param paths relative to `folder` */
export async function pack(name: string, folder: string, paths: readonly string[]): Promise<Archive> {
  const entries: Zippable = {};
  for (const path of paths.toSorted()) {
    entries[path.split(sep).join('/')] = [new Uint8Array(await readFile(join(folder, path))), ENTRY];
  }
  const bytes = zipSync(entries);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Builds the extension into an empty folder and packs it. */
export async function packExtension(version: string, folder: string): Promise<Archive> {
  // A process of its own: a test runner's environment makes development builds, which name the files of this machine.
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((file) => relative(folder, join(file.parentPath, file.name)));
  return pack(`moodline-${version}.zip`, folder, paths);
}

/** Packs every file that is under version control, as it is committed. */
async function packSources(version: string): Promise<Archive> {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  return pack(`moodline-${version}-source.zip`, ROOT, listed.split('\0').filter(Boolean));
}

async function main(): Promise<void> {
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' }).trim();
  if (changed) throw new Error(`Commit or remove these first, the archives are to be what is committed:\n${changed}`);
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const release = join(ROOT, 'release');
  await rm(release, { recursive: true, force: true });
  await mkdir(release);
  for (const archive of [await packExtension(version, join(ROOT, 'dist')), await packSources(version)]) {
    await writeFile(join(release, archive.name), archive.bytes);
    console.log(`release/${archive.name}  ${(archive.bytes.length / 1e6).toFixed(2)} MB  SHA-256 ${archive.sha256}`);
  }
}

if (import.meta.url === `file://${process.argv[1]}`) await main();
