import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium } from 'playwright-core';

const ADDRESS = /^DevTools listening on (ws:\S+)$/;
const DEFAULTS = [
  '--password-store=basic',
  '--use-mock-keychain',
  '--no-default-browser-check',
  '--mute-audio',
  '--enable-unsafe-swiftshader',
];

/**
 * Starts Chromium as a person does and joins it afterwards. Its pages hide and their timers are late where they would be:
 * a browser that Playwright starts tells every page that it is in front.
 * Closing the context ends the browser.
 */
export async function joinBrowser(path: string, profile: string, args: readonly string[]): Promise<BrowserContext> {
  const own = [`--user-data-dir=${profile}`, '--remote-debugging-port=0'];
  const child = spawn(path, [...DEFAULTS, ...args, ...own, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => {
      const found = ADDRESS.exec(line)?.[1];
      if (found) resolve(found);
    });
    lines.on('close', () => reject(new Error(`${path} ended before it could be joined.`)));
  });
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error(`${path} has no window.`);
  const close = async () => {
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => {});
    await exited;
  };
  return Object.assign(context, { close });
}
