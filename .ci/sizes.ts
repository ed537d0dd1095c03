import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pack } from './package.ts';

// What a call page, a panel and a download cost, against their budgets: the last part of `npm run check`, after a build.

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

interface Size {
  readonly what: string;
  readonly bytes: number;
  readonly budgetBytes: number;
}

/** Everything that a page loads at once: scripts, what they import, and style sheets, as paths in `dist`. */
async function filesOfPage(page: string): Promise<Set<string>> {
  const html = await readFile(join(DIST, page), 'utf8');
  const found = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    found.add(path);
    if (!path.endsWith('.js')) return;
    const code = await readFile(join(DIST, path), 'utf8');
    for (const [, imported = ''] of code.matchAll(/(?:^|[;}\n])import(?:[^'"()]*?from)?\s*["']([^"']+)["']/g))
      await follow(posix.join(dirname(path), imported));
  };
  for (const [, url = ''] of html.matchAll(/(?:src|href)="(\/?[^"]+\.(?:js|css))"/g))
    await follow(url.startsWith('/') ? url.slice(1) : posix.join(dirname(page), url));
  return found;
}

async function gzipBytes(paths: Iterable<string>): Promise<number> {
  let sum = 0;
  for (const path of paths) sum += gzipSync(await readFile(join(DIST, path))).length;
  return sum;
}

async function zipBytes(): Promise<number> {
  const files = (await readdir(DIST, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((file) => relative(DIST, join(file.parentPath, file.name)));
  return (await pack('sizes.zip', DIST, paths)).bytes.length;
}

const sizes: Size[] = [
  { what: 'content script, gzip', bytes: await gzipBytes(['src/content/index.iife.js']), budgetBytes: 20_000 },
  { what: 'panel, gzip', bytes: await gzipBytes(await filesOfPage('src/panel/index.html')), budgetBytes: 70_000 },
  { what: 'zip', bytes: await zipBytes(), budgetBytes: 7_000_000 },
];
for (const { what, bytes, budgetBytes } of sizes)
  console.log(`${what.padEnd(22)} ${(bytes / 1_000).toFixed(1).padStart(8)} kB of ${budgetBytes / 1_000} kB`);
const tooLarge = sizes.filter(({ bytes, budgetBytes }) => bytes > budgetBytes);
if (tooLarge.length > 0) {
  console.error(`Too large: ${tooLarge.map(({ what }) => what).join('; ')}.`);
  process.exitCode = 1;
}
