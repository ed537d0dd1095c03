import { expect, it } from 'vitest';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, stored } from './stage.ts';

const slices = async (stage: Stage) => (await stored<StoredSlice>(stage, 'slices')) ?? [];
const sessions = async (stage: Stage) => (await stored<StoredSession>(stage, 'sessions')) ?? [];

it('an engine that is gone in the middle of a call is brought back for the same session; a call page that is left without hanging up ends it, with its reason', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  const { panel } = stage;
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  await expect.poll(async () => (await slices(stage)).length, PATIENCE).toBeGreaterThan(1);
  // The last one may be written again, with more in it.
  const before = (await slices(stage)).slice(0, -1);

  const lostAtMs = performance.now();
  await stage.launched.onboarding.evaluate('chrome.offscreen.closeDocument()');
  await panel.locator('[data-phase="catching-up"], [data-phase="loading"]').first().waitFor(PATIENCE);
  await stage.watching();
  console.log(`The engine was back ${Math.round(performance.now() - lostAtMs)} ms after it was closed.`);
  expect(await engineRuns(stage)).toBe(true);
  expect(await stage.badge()).toBe('ON');
  await expect.poll(async () => (await slices(stage)).length, PATIENCE).toBeGreaterThan(before.length + 1);
  const after = await slices(stage);
  expect(after.slice(0, before.length)).toEqual(before);
  const [session, ...others] = await sessions(stage);
  expect(others).toEqual([]);
  // What was not watched is a gap, and nothing else is missing.
  const missing = (session?.gaps ?? []).reduce((sum, { from, to }) => sum + to - from + 1, 0);
  expect((after.at(-1)?.sequence ?? 0) + 1).toBe(after.length + missing);

  const leftAtMs = performance.now();
  await stage.call.reload();
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  console.log(`The call was closed ${Math.round(performance.now() - leftAtMs)} ms after its page was left.`);
  await panel.locator('[data-phase="stopped"]').waitFor(PATIENCE);
  expect((await sessions(stage)).map(({ endReason }) => endReason)).toEqual(['page-closed']);

  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  await stage
    .card('Ana')
    .locator('svg path')
    .first()
    .waitFor({ ...PATIENCE, state: 'attached' });
  await stage.call.close();
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  await panel.locator('[data-phase="idle"]').waitFor(PATIENCE);
  expect((await sessions(stage)).map(({ endReason }) => endReason)).toEqual(['page-closed', 'page-closed']);
  expectQuietConsoles(stage);
});
