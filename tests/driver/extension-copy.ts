import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { matchesPattern } from '../../src/wire/match-pattern.ts';

/** Folder of the extension as `npm run build` leaves it. */
export const BUILT_EXTENSION = fileURLToPath(new URL('../../dist', import.meta.url));

interface Manifest {
  host_permissions: string[];
  content_scripts: { matches: string[] }[];
  [key: string]: unknown;
}

/**
 * Copies the built extension, so that a test can break a file.
 * @param change edits the copy's manifest
 */
export async function copyExtension(change: (manifest: Manifest) => void = () => {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'moodline-extension-'));
  await cp(BUILT_EXTENSION, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  change(manifest);
  await writeFile(path, JSON.stringify(manifest, null, 2));
  return folder;
}

/** Whether the built extension may read a page without asking. */
export async function isBuiltFor(url: string): Promise<boolean> {
  const manifest = JSON.parse(await readFile(join(BUILT_EXTENSION, 'manifest.json'), 'utf8')) as Manifest;
  return manifest.host_permissions.some((permission) => matchesPattern(permission, url));
}
