import { thisMachine } from './this-machine.ts';

/** Older browsers lack structured-clone extension messages (`minimum_chrome_version` of the manifest). */
export const MINIMUM_CHROME_VERSION = 148;

export interface FoundBrowser {
  /** Executable; a full path in what `findBrowser` returns. */
  path: string;
  /** Major version. */
  version: number;
}

/** What the search asks of a machine; the tests pass tables instead. */
export interface Machine {
  env: Readonly<Record<string, string | undefined>>;
  /** What `<path> --version` prints, or null where that does not run or fails. */
  versionText(path: string): Promise<string | null>;
  /** Whether `installChromium` has a chance: apt-get is there, and root or sudo without a password. */
  canInstall(): Promise<boolean>;
  /** Installs the distribution's `chromium` package. Resolves whether or not that worked. */
  installChromium(): Promise<void>;
  /** Shows one line of progress. */
  report(line: string): void;
}

// Chromium comes first: Google's own builds ignore --load-extension since version 137.
const CANDIDATES = [
  'chromium',
  'chromium-browser',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const HOW_TO_NAME_ONE = 'install a newer Chromium (for example "apt-get install chromium") or name one with CHROMIUM=/path/to/chromium';

/** The browser for tests and the demo, installed if need be. Throws an Error of one sentence where there is none. */
export async function findBrowser(): Promise<FoundBrowser> {
  const machine = thisMachine();
  return machine.resolve(await chooseBrowser(machine));
}

/**
 * The decision of {@link findBrowser}: CHROMIUM if it is set, else the first new enough candidate, else
 * the same again after an installation.
 */
export async function chooseBrowser(machine: Machine): Promise<FoundBrowser> {
  const named = machine.env['CHROMIUM'];
  if (named) return checkNamed(machine, named);

  let found = await browsersOf(machine);
  if (!found.some(isNewEnough) && (await machine.canInstall())) {
    machine.report(`No Chromium ${MINIMUM_CHROME_VERSION} or newer here: installing one with apt-get, which takes a minute.`);
    await machine.installChromium();
    found = await browsersOf(machine);
  }
  const chosen = found.find(isNewEnough);
  if (chosen) return chosen;
  const newest = found.toSorted((a, b) => b.version - a.version)[0];
  throw new Error(
    newest
      ? `The newest browser found, ${newest.path}, is version ${newest.version}, but ${MINIMUM_CHROME_VERSION} or newer is needed: ${HOW_TO_NAME_ONE}.`
      : `No Chromium or Chrome ${MINIMUM_CHROME_VERSION} or newer was found: ${HOW_TO_NAME_ONE}.`,
  );
}

/** Major version in the output of `--version` ("Chromium 156.0.8078.79 built on …"), or null. */
export function parseVersion(text: string): number | null {
  const match = /\b(?:Chromium|Chrome|Chrome for Testing) (\d+)\.\d+/.exec(text);
  return match ? Number(match[1]) : null;
}

async function checkNamed(machine: Machine, path: string): Promise<FoundBrowser> {
  const version = await versionOf(machine, path);
  if (version === null) throw new Error(`CHROMIUM names ${path}, which does not answer --version as Chromium or Chrome does.`);
  if (version < MINIMUM_CHROME_VERSION) {
    throw new Error(`CHROMIUM names ${path}, version ${version}, but ${MINIMUM_CHROME_VERSION} or newer is needed.`);
  }
  return { path, version };
}

async function browsersOf(machine: Machine): Promise<FoundBrowser[]> {
  const found: FoundBrowser[] = [];
  for (const path of CANDIDATES) {
    const version = await versionOf(machine, path);
    if (version === null) continue;
    found.push({ path, version });
    if (version >= MINIMUM_CHROME_VERSION) break;
  }
  return found;
}

async function versionOf(machine: Machine, path: string): Promise<number | null> {
  const text = await machine.versionText(path);
  return text === null ? null : parseVersion(text);
}

function isNewEnough(browser: FoundBrowser): boolean {
  return browser.version >= MINIMUM_CHROME_VERSION;
}
