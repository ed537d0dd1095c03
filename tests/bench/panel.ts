import { parseArgs } from 'node:util';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { startFrom } from '../demo/side-panel.ts';
import { MEET, startCallServer } from '../driver/call-server.ts';
import { acceptMode } from '../driver/consent.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch, openPanelTab, tabIdOf } from '../driver/launch.ts';

// `npm run bench:panel`: how long a panel that is opened in the middle of a call takes until it is live.

const { values } = parseArgs({ options: { times: { type: 'string', default: '7' }, seconds: { type: 'string', default: '20' } } });

const server = await startCallServer({ site: MEET });
const launched = await launch({ extension: BUILT_EXTENSION, headless: true, maps: [{ host: MEET.host, port: server.port }] });
const call = await launched.context.newPage();
await call.goto(`https://${MEET.host}/abc-defg-hij`);
await acceptMode(launched.onboarding, 'each');
const refused = await startFrom(launched.onboarding, await tabIdOf(launched, call));
if (refused !== null) throw new Error(refused);

const first = await openPanelTab(launched, call);
await first.locator('.card[data-reads-as]').first().waitFor({ timeout: 60_000 });
await first.close();
await call.bringToFront();
await call.waitForTimeout(1_000 * Number(values.seconds));

/** What is waited for, in ms after navigation. */
const MARKS = { drawn: '.panel', watching: '[data-phase="watching"]', line: '.sparkline-line', live: '.card[data-state="ok"]' } as const;
const marked: Record<keyof typeof MARKS, number[]> = { drawn: [], watching: [], line: [], live: [] };
await launched.context.addInitScript((marks) => {
  const seen: Record<string, number> = {};
  Object.assign(globalThis, { seen });
  new MutationObserver(() => {
    for (const [name, part] of Object.entries(marks)) if (document.querySelector(part)) seen[name] ??= performance.now();
  }).observe(document, { childList: true, subtree: true, attributes: true });
}, MARKS);
for (let round = 0; round < Number(values.times); round++) {
  const panel = await openPanelTab(launched, call);
  await panel.locator(MARKS.live).first().waitFor({ timeout: 60_000 });
  const seen = await panel.evaluate<Record<string, number>>('seen');
  for (const [name, times] of Object.entries(marked)) times.push(seen[name] ?? Number.NaN);
  await panel.close();
}
for (const [name, times] of Object.entries(marked))
  console.log(`${name}: ${medianAndP95(times).median.toFixed(0)} ms after navigation (worst ${Math.max(...times).toFixed(0)})`);
await launched.close();
await server.close();
