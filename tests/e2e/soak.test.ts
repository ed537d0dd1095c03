import { expect, it } from 'vitest';
import type { StoredParticipant } from '../../src/platform/records.ts';
import { readGauge } from '../soak/gauge.ts';
import { playCall, playRound } from '../soak/play.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, stored } from './stage.ts';

const ROUNDS = 2;

// The short run of `npm run soak`: only what can be counted, since bytes and times depend on the machine.
it('what comes and goes in a call leaves no tensor, port, picture or track behind', async () => {
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
  // Cards come and go with the readings; one listener for each guest would be too many.
  expect(after.listeners).toBeLessThan(before.listeners + 4 * ROUNDS);
  expect(await engineRuns(stage)).toBe(true);
  expectQuietConsoles(stage);
});
