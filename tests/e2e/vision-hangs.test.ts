import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { copyExtension } from '../driver/extension-copy.ts';
import { engineRuns, openStage, PATIENCE, stored } from './stage.ts';

/** The answer that a broken worker keeps to itself, each time it is started. */
const HANGS_AT = 5;

/** A copy of the extension whose vision worker stops answering after a while. */
async function withHangingWorker(): Promise<string> {
  const folder = await copyExtension();
  const assets = join(folder, 'assets');
  const worker = (await readdir(assets)).find((name) => /^worker-.*\.js$/.test(name));
  if (!worker) throw new Error('the build has no vision worker');
  const hang = `{ const post = self.postMessage.bind(self); let answers = 0;
    self.postMessage = (message, ...rest) => { if (message.type !== 'analysed' || ++answers < ${HANGS_AT}) post(message, ...rest); }; }\n`;
  await writeFile(join(assets, worker), hang + (await readFile(join(assets, worker), 'utf8')));
  return folder;
}

it('a vision worker that hangs is replaced and the readings go on; the third time watching stops with a sentence', async () => {
  const extension = await withHangingWorker();
  try {
    await using stage = await openStage({ query: 'hold=first', extension });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage.panel.evaluate(() => {
      const panel = document.querySelector<HTMLElement>('[data-phase]');
      const phases: string[] = [];
      const atMs: number[] = [];
      Object.assign(globalThis, { phases, atMs });
      new MutationObserver(() => {
        phases.push(panel?.dataset['phase'] ?? '');
        atMs.push(performance.now());
      }).observe(document.body, {
        attributeFilter: ['data-phase'],
        subtree: true,
      });
    });
    await stage.panel.locator('[data-phase="stopped"]').waitFor(PATIENCE);
    await stage.says(en['trouble_engine-failed']);
    // Replacing it takes about a second: too short to wait for, long enough to be said.
    expect(await stage.panel.evaluate('phases')).toEqual(['catching-up', 'watching', 'catching-up', 'watching', 'stopped']);
    const [lostAtMs = 0, backAtMs = 0] = await stage.panel.evaluate<number[]>('atMs');
    console.log(`Another worker was there ${Math.round(backAtMs - lostAtMs)} ms after the first had been given up.`);
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    const sessions = (await stored<StoredSession>(stage, 'sessions')) ?? [];
    expect(sessions.map(({ endReason }) => endReason)).toEqual(['trouble']);
    // Each hang is a hole, and what was read before and between is there.
    const slices = (await stored<StoredSlice>(stage, 'slices')) ?? [];
    expect(slices.length).toBeGreaterThanOrEqual(2);
    expect(sessions[0]?.gaps.length).toBeLessThanOrEqual(3);
  } finally {
    await rm(extension, { recursive: true, force: true });
  }
});
