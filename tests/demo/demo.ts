import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { CALL_HOST, startCallServer } from '../driver/call-server.ts';
import { collect } from '../driver/collector.ts';
import { acceptMode } from '../driver/consent.ts';
import { cpuSeconds, cpuShares } from '../driver/cpu.ts';
import { giveAccess } from '../driver/access.ts';
import { BUILT_EXTENSION, isBuiltFor } from '../driver/extension-copy.ts';
import { launch, type Launched, openPanelTab, tabIdOf } from '../driver/launch.ts';
import { type DemoOptions, parseDemoOptions } from './options.ts';
import { readingLine, readingText, RunReport } from './report.ts';
import { openSidePanel, startFrom } from './side-panel.ts';

/** How long the panel may take to say what is in the way, after which there is nothing to wait for. */
const SAY_WITHIN_MS = 20_000;

/** The demo call, or a page of the user's own, in a real Chromium with the built extension. */
async function main(): Promise<number> {
  const options = parseDemoOptions(
    process.argv.slice(2),
    process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']),
  );
  if (!existsSync(BUILT_EXTENSION)) throw new Error('The extension is not built yet: run "npm run build" first.');
  const note = (text: string) => void process.stderr.write(`${text}\n`);
  if (options.headless && !process.argv.includes('--headless'))
    note('No display here: running without a window and printing what the panel shows.');

  const server = options.url ? null : await startCallServer();
  const url = options.url ?? `https://${CALL_HOST}/abc-defg-hij${options.call ? `?${options.call}` : ''}`;
  const launched = await launch({
    extension: BUILT_EXTENSION,
    headless: options.headless,
    maps: [...(server ? [{ host: CALL_HOST, port: server.port }] : []), ...options.maps],
  });
  try {
    if (!(await isBuiltFor(url))) {
      await giveAccess(launched, new URL(url).origin);
      note(`Access to ${new URL(url).host} was given, as a yes to “Watch this site” would.`);
    }
    // Before the call, which lets the browser not come to rest: only then does it say whether it is managed.
    if (options.mode) await acceptMode(launched.onboarding, options.mode);
    const call = await launched.context.newPage();
    await call.goto(url);
    return await run(options, launched, call, note);
  } finally {
    await launched.close();
    await server?.close();
  }
}

async function run(options: DemoOptions, launched: Launched, call: Page, note: (text: string) => void): Promise<number> {
  const report = new RunReport();
  const shown = new Map<string, string>();
  const print = (value: unknown) => console.log(JSON.stringify(value));
  let closed = false;
  launched.context.on('close', () => (closed = true));

  const tabId = await tabIdOf(launched, call);
  await collect(launched.onboarding, tabId, (collected) => {
    const { message } = collected;
    if (message.type === 'status' && message.status.phase === 'loading' && !options.json)
      note(`Loading: ${message.status.step} ${Math.round(message.status.progress * 100)} %`);
    for (const reading of report.take(collected)) {
      if (options.json) print(readingLine(reading));
      else if (changed(shown, reading.participant, readingText(reading))) console.log(readingText(reading));
    }
  });

  const { panel, sentence } = options.headless ? await startInTab(launched, call) : await startInSidePanel(launched, call, tabId);
  if (sentence) note(sentence);
  const cpuBefore = await cpuSeconds(launched.context);
  const startedAtMs = Date.now();
  const endAtMs = options.seconds === null ? Number.POSITIVE_INFINITY : startedAtMs + options.seconds * 1_000;
  const mayComeYet = options.mode !== null && sentence === null;
  while (mayComeYet && !closed && Date.now() < endAtMs) await new Promise((resolve) => setTimeout(resolve, 200));
  const seconds = (Date.now() - startedAtMs) / 1_000;
  const cpu = closed ? null : cpuShares(cpuBefore, await cpuSeconds(launched.context), seconds);
  const said = closed || !panel ? sentence : (sentence ?? (await noticeIn(panel)));
  if (options.screenshot && !closed) await saveScreenshots(options.screenshot, panel, call);
  const summary = report.summary(seconds, cpu, said);
  if (options.json) print(summary);
  else console.log(`${report.readings} readings, ${JSON.stringify(summary['ms'])}`);
  for (const error of launched.consoleErrors) note(`Console: ${error}`);
  return report.readings > 0 || report.rooms > 0 ? 0 : 1;
}

interface Started {
  /** The panel as a page, where there is one. */
  readonly panel: Page | null;
  /** What stands in the way, in the panel's own words. */
  readonly sentence: string | null;
}

/** Without a window the panel is opened as a page, so that it can be read and photographed. */
async function startInTab(launched: Launched, call: Page): Promise<Started> {
  const panel = await openPanelTab(launched, call);
  await panel.setViewportSize({ width: 400, height: 900 });
  const start = panel.getByRole('button', { name: 'Start watching' });
  const phases = panel.locator('[data-phase]');
  await phases.waitFor({ timeout: SAY_WITHIN_MS });
  if ((await phases.getAttribute('data-phase')) === 'setup') return { panel, sentence: await statusOf(panel) };
  await start.click();
  const outcome = panel.locator('[data-phase="watching"], [data-phase="stopped"], [data-trouble]').first();
  const came = await outcome.waitFor({ timeout: SAY_WITHIN_MS }).then(
    () => true,
    () => false,
  );
  if (!came) return { panel, sentence: (await statusOf(panel)) || 'The panel says nothing.' };
  const watching = (await phases.getAttribute('data-phase')) === 'watching';
  await call.bringToFront();
  return { panel, sentence: watching ? null : await statusOf(panel) };
}

/** With a window the real side panel is opened beside the call. */
async function startInSidePanel(launched: Launched, call: Page, tabId: number): Promise<Started> {
  await openSidePanel(launched.onboarding);
  await call.bringToFront();
  return { panel: null, sentence: await startFrom(launched.onboarding, tabId) };
}

const statusOf = async (panel: Page): Promise<string> => (await panel.getByRole('status').first().innerText()).replace(/\s+/g, ' ').trim();

async function noticeIn(panel: Page): Promise<string | null> {
  return (await panel.locator('[data-trouble]').count()) > 0 ? statusOf(panel) : null;
}

async function saveScreenshots(file: string, panel: Page | null, call: Page): Promise<void> {
  await panel?.screenshot({ path: file });
  await call.screenshot({ path: file.replace(/(\.png)?$/i, '.call.png') });
}

function changed(shown: Map<string, string>, key: string, text: string): boolean {
  const same = shown.get(key)?.replace(/\(.*/, '') === text.replace(/\(.*/, '');
  shown.set(key, text);
  return !same;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
