import type { Page } from 'playwright-core';
import { parseArgs } from 'node:util';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { packSlice } from '../../src/platform/records.ts';
import { summarise } from '../../src/core/summary.ts';
import { callId, madeUpCall } from '../browser/harness/history-calls.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';
import { launch } from '../driver/launch.ts';

// `npm run bench:history -- --calls 1000`: how long a year of calls takes to open. One hour with 8 people each, written
// straight into the database, since watching them would take a year.

const TIMES = 5;

const { values } = parseArgs({ options: { calls: { type: 'string', default: '1000' } } });
const count = Number(values.calls);
const launched = await launch({ extension: BUILT_EXTENSION, headless: true });
const address = launched.extensionUrl('src/pages/history/index.html');

const page = await launched.context.newPage();
await page.goto(address);
// The history page never creates a history: an import does.
await page.locator('input[type=file]').setInputFiles({
  name: 'a.json',
  mimeType: 'application/json',
  buffer: Buffer.from('{"format":"moodline-history","version":1,"exportedAtMs":0,"calls":[]}'),
});
await page.getByText('Taken in: 0 calls').waitFor();
const startedMs = performance.now();
await fill(page);
console.log(`${count} calls of 1 h with 8 people written in ${((performance.now() - startedMs) / 1_000).toFixed(0)} s.`);
const bytes = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
console.log(`On disk: ${(bytes / 2 ** 20).toFixed(0)} MB, ${(bytes / 2 ** 10 / count).toFixed(0)} kB per call.`);
await page.close();

const lists: number[] = [];
const charts: number[] = [];
for (let round = 0; round < TIMES; round++) {
  const fresh = await launched.context.newPage();
  await fresh.addInitScript(() => {
    const seen: Record<string, number> = {};
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      for (const part of ['.call-row', '.chart canvas']) if (document.querySelector(part)) seen[part] ??= performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  await fresh.goto(address);
  await fresh.locator('.call-row').first().waitFor();
  lists.push(await fresh.evaluate<number>("seen['.call-row']"));
  const clickedMs = await fresh.evaluate<number>("performance.now() + (document.querySelector('.call-row a').click() ?? 0)");
  await fresh.locator('.chart canvas').first().waitFor();
  charts.push((await fresh.evaluate<number>("seen['.chart canvas']")) - clickedMs);
  await fresh.close();
}
const words = (times: readonly number[]) => `${medianAndP95(times).median.toFixed(0)} ms (worst ${Math.max(...times).toFixed(0)})`;
console.log(
  `List, from navigation to its first rows: ${words(lists)}. A call, from the click to its chart: ${words(charts)}. Median of ${TIMES}.`,
);
await launched.close();

/** Puts one call after the other into the stores, each with the same hour under another id. */
async function fill(into: Page): Promise<void> {
  const call = madeUpCall({ names: ['Ana', 'Bo', 'Cy', 'Di', 'Ed', 'Fi', 'Gus', 'Hal'] });
  const { id, site, mode, participants, slices, gaps } = call;
  const session = { id, site, mode, title: '', endReason: 'call-ended', lastSequence: 719, gaps, summary: summarise(call) };
  const records = { session, participants, slices: slices.map((slice) => packSlice(id, slice)) };
  const ids = Array.from({ length: count }, (_, n) => callId(n + 1));
  await into.evaluate(
    async ({ records: { session: one, participants: people, slices: hour }, ids: all }) => {
      const request = indexedDB.open('moodline');
      await new Promise((resolve) => request.addEventListener('success', resolve));
      for (const [n, each] of all.entries()) {
        const transaction = request.result.transaction(['sessions', 'participants', 'slices'], 'readwrite');
        const startedAtMs = Date.now() - n * 8 * 3_600_000 - 3_600_000;
        transaction
          .objectStore('sessions')
          .put({ ...one, id: each, startedAtMs, endedAtMs: startedAtMs + 3_600_000, storedAtMs: Date.now() });
        for (const person of people) transaction.objectStore('participants').put({ ...person, session: each });
        for (const slice of hour) transaction.objectStore('slices').put({ ...slice, session: each });
        await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      }
      request.result.close();
    },
    { records, ids },
  );
}
