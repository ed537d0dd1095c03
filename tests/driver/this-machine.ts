import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { FoundBrowser, Machine } from './find-browser.ts';

const run = promisify(execFile);
const VERSION_TIMEOUT_MS = 20_000;
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** The machine that this process runs on, as the search for a browser sees it. */
export function thisMachine(): Machine & { resolve(browser: FoundBrowser): Promise<FoundBrowser> } {
  return {
    env: process.env,
    versionText: async (name) => {
      const path = await executable(name);
      return path === null ? null : output(path, ['--version'], VERSION_TIMEOUT_MS);
    },
    canInstall: async () => (await executable('apt-get')) !== null && (await rootPrefix()) !== null,
    installChromium: async () => {
      const prefix = (await rootPrefix()) ?? [];
      for (const command of [
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', 'chromium'],
      ]) {
        const [program = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
        await output(program, rest, INSTALL_TIMEOUT_MS);
      }
    },
    report: (line) => void process.stderr.write(`${line}\n`),
    resolve: async ({ path, version }) => ({ path: (await executable(path)) ?? path, version }),
  };
}

/** What to put before a command so that it runs as root: nothing, `sudo -n`, or null where neither works. */
async function rootPrefix(): Promise<string[] | null> {
  if (process.getuid?.() === 0) return [];
  return (await output('sudo', ['-n', 'true'], VERSION_TIMEOUT_MS)) === null ? null : ['sudo', '-n'];
}

/** Standard output, or null where the program is missing, fails or takes too long. */
async function output(program: string, args: string[], timeoutMs: number): Promise<string | null> {
  try {
    return (await run(program, args, { timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch {
    return null;
  }
}

/** Full path of a program on PATH (or of an absolute path), or null where there is none to run. */
async function executable(name: string): Promise<string | null> {
  const places = isAbsolute(name) ? [name] : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  for (const place of places) {
    const runs = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return place;
  }
  return null;
}
