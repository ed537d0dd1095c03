import { expect, it } from 'vitest';
import type { StoredMoment, StoredSession, StoredSlice } from '../../src/platform/records.ts';
import type { ExtensionPage } from '../driver/launch.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, stored } from './stage.ts';

const KILLS = 100;

/** Stops the service worker again and again; each time a command must wake it, and it must know what is watched. */
async function killAgainAndAgain({ launched, tabId }: Stage): Promise<{ stopped: number; answers: unknown[] }> {
  const session = await launched.context.newCDPSession(launched.onboarding);
  let stopped = 0;
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    stopped += versions.filter(({ runningStatus }) => runningStatus === 'stopped').length;
  });
  await session.send('ServiceWorker.enable');
  const answers: unknown[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    await session.send('ServiceWorker.stopAllWorkers');
    await expect.poll(() => stopped, PATIENCE).toBeGreaterThan(kill);
    const bookmark = { to: 'background', type: 'bookmark', tabId, atMs: 1_000 + kill, note: '' };
    answers.push(
      await launched.onboarding.evaluate(
        (message) => (globalThis as unknown as ExtensionPage).chrome.runtime.sendMessage(message),
        bookmark,
      ),
    );
  }
  await session.detach();
  return { stopped, answers };
}

it('a service worker that is stopped a hundred times loses nothing, and the readings go on', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  const sequences = async () => ((await stored<StoredSlice>(stage, 'slices')) ?? []).map(({ sequence }) => sequence);
  await expect.poll(async () => (await sequences()).length, PATIENCE).toBeGreaterThan(0);
  const before = await sequences();

  const { stopped, answers } = await killAgainAndAgain(stage);
  expect(stopped).toBeGreaterThanOrEqual(KILLS);
  expect(answers).toEqual(answers.map(() => ({ ok: true, value: null })));
  expect(await stage.badge()).toBe('ON');
  expect(await engineRuns(stage)).toBe(true);

  await expect.poll(async () => (await sequences()).length, PATIENCE).toBeGreaterThan(before.length + 1);
  const after = await sequences();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toEqual(after.map((_, index) => (after[0] ?? 0) + index));
  expect(((await stored<StoredMoment>(stage, 'moments')) ?? []).length).toBe(KILLS);

  await stage.panel.getByRole('button', { name: 'Stop watching' }).click();
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  const sessions = await stored<StoredSession>(stage, 'sessions');
  expect(sessions?.map(({ endReason, gaps }) => [endReason, gaps])).toEqual([['user', []]]);
  expectQuietConsoles(stage);
});
