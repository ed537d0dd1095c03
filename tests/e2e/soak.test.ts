import { expect, it } from 'vitest';
import { WORKER_BUDGET_BYTES } from '../../src/core/memory-budget.ts';
import type { StoredParticipant, StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { attachToEngine } from '../driver/targets.ts';
import { readGauge } from '../soak/gauge.ts';
import { playCall, playRound } from '../soak/play.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, stored } from './stage.ts';

const ROUNDS = 2;
/** Numbers in a tensor that fills an eighth of the budget. */
const PART = WORKER_BUDGET_BYTES / 8 / Float32Array.BYTES_PER_ELEMENT;

/** Leaves tensors behind in the real worker, more than its budget, and waits until it is gone. */
async function fillWorker({ launched }: Stage): Promise<void> {
  await using targets = await attachToEngine(launched);
  const expression = `void _tfengine.makeTensor(new Float32Array(${PART}), [${PART}], 'float32')`;
  for (let part = 0; part < 8; part++) await targets.worker.send('Runtime.evaluate', { expression });
  const answer = () =>
    targets.worker.send('Runtime.evaluate', { expression: '1' }).then(
      () => 'there',
      () => 'gone',
    );
  await expect.poll(answer, PATIENCE).toBe('gone');
}

/** Keeps in the panel whatever phase it shows from now on. */
function notePhases({ panel }: Stage): Promise<void> {
  return panel.evaluate(() => {
    const phases: string[] = [];
    Object.assign(globalThis, { phases });
    new MutationObserver(() => phases.push(document.querySelector<HTMLElement>('[data-phase]')?.dataset['phase'] ?? '')).observe(
      document.body,
      { attributeFilter: ['data-phase'], subtree: true },
    );
  });
}

// The short run of `npm run soak`: only what can be counted, since bytes and times depend on the machine.
it('what comes and goes leaves nothing behind, and a worker beyond its budget is replaced without a word', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  await stage.start();
  await stage.watching();
  const other = await stage.launched.context.newPage();
  await stage.call.bringToFront();
  const read = () => readGauge(stage.launched, 0);
  await playRound(stage, 0);
  await playCall(stage, other, 0);
  const before = await read();
  expect(before.tensors).toBeGreaterThan(100);
  for (let round = 1; round <= ROUNDS; round++) await playRound(stage, round);
  await playCall(stage, other, 1);
  await expect
    .poll(async () => (await stored<StoredParticipant>(stage, 'participants'))?.length ?? 0, PATIENCE)
    .toBeGreaterThan(2 * ROUNDS);
  // A tick may be at work while it is counted. Two ports of the engine, one of the panel that is open.
  let after = before;
  await expect
    .poll(async () => (after = await read()), PATIENCE)
    .toMatchObject({ tensors: before.tensors, ports: 3, bitmaps: 0, tracks: 0 });
  // Cards come and go with the readings, their listeners until they are collected; one for each guest would be too many.
  await expect.poll(async () => (await read()).listeners, PATIENCE).toBeLessThan(before.listeners + 4 * ROUNDS);
  // A few are on their way; one for every third tick would be too many.
  expect(after.sharedPieces).toBeLessThan(before.sharedPieces + 4);

  const [slices, gaps] = [
    async () => (await stored<StoredSlice>(stage, 'slices'))?.length ?? 0,
    async () => (await stored<StoredSession>(stage, 'sessions'))?.map((session) => session.gaps),
  ];
  const gapsBefore = await gaps();
  await notePhases(stage);
  await fillWorker(stage);
  const slicesThen = await slices();
  await expect.poll(slices, PATIENCE).toBeGreaterThan(slicesThen + 1);
  // One worker, which holds what the first one held; no hole, and not a word of it.
  await expect.poll(read, PATIENCE).toMatchObject({ tensors: before.tensors, ports: 3, bitmaps: 0, tracks: 0 });
  expect(await gaps()).toEqual(gapsBefore);
  expect(await stage.panel.evaluate('phases')).toEqual([]);
  expect(await engineRuns(stage)).toBe(true);
  expectQuietConsoles(stage);
});
