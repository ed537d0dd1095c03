import { expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { renderersOf } from '../driver/renderers.ts';
import { expectQuietConsoles, openStage, PATIENCE, stored } from './stage.ts';

it('a call page that stands still is said to be paused; afterwards there is one gap, no burst, and the order holds', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  const slices = async () => (await stored<StoredSlice>(stage, 'slices')) ?? [];
  await expect.poll(async () => (await slices()).length, PATIENCE).toBeGreaterThan(0);

  const gaps = async () => ((await stored<StoredSession>(stage, 'sessions')) ?? []).map((session) => session.gaps.length);
  const [gapsBefore = 0] = await gaps();

  // The page's process sleeps, as all of a machine does that is closed.
  const { pages } = await renderersOf(stage.launched.context);
  for (const pid of pages) process.kill(pid, 'SIGSTOP');
  const stoppedAtMs = performance.now();
  try {
    await stage.panel.getByText(en.condition_paused).waitFor(PATIENCE);
    console.log(`"Paused" was said after ${Math.round(performance.now() - stoppedAtMs)} ms.`);
    expect(await stage.badge()).toBe('ON');
  } finally {
    for (const pid of pages) process.kill(pid, 'SIGCONT');
  }
  const awakeAtMs = performance.now();
  await stage.panel.getByText(en.condition_paused).waitFor({ ...PATIENCE, state: 'hidden' });
  console.log(`It was gone ${Math.round(performance.now() - awakeAtMs)} ms after the page had woken.`);
  const before = (await slices()).length;
  await expect.poll(async () => (await slices()).length, PATIENCE).toBeGreaterThan(before + 1);

  const after = await slices();
  const sequences = after.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  expect(new Set(sequences).size).toBe(sequences.length);
  expect(await gaps()).toEqual([gapsBefore + 1]);
  // Twice a second is the fastest rate: five seconds hold no more than ten readings of anyone, and one on each border.
  const most = after.flatMap(({ lines }) => lines.map(({ states }) => Object.values(states).reduce((sum, count) => sum + count, 0)));
  expect(Math.max(...most)).toBeLessThanOrEqual(12);
  expectQuietConsoles(stage);
});
