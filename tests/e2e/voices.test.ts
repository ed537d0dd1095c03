import { expect, it } from 'vitest';
import { MEET } from '../driver/call-server.ts';
import { tapFrames } from './frames-tap.ts';
import { expectQuietConsoles, openStage, PATIENCE } from './stage.ts';

/** Changes something else in the first tile, and in a task of its own right after it the sign of its voice; again and again. */
const TALK_AFTER_CHANGES = `{
  const tile = document.querySelector('[data-participant-id]');
  const sign = tile.querySelector('[jsname="QgSmzd"]');
  let changes = 0;
  setInterval(() => {
    tile.title = String(changes++);
    setTimeout(() => sign.classList.toggle('loud'));
  }, 300);
  tile.dataset.participantId;
}`;

it('a voice is heard though something else in its tile changed a moment before', async () => {
  await using stage = await openStage({ site: MEET, query: 'numbered=1' });
  const tap = await tapFrames(stage, 200);
  await stage.call.bringToFront();
  await stage.call.waitForFunction('window.churn?.ledger().shown.some(({ toMs }) => toMs === null)', null, PATIENCE);
  await stage.start();
  const id: unknown = await stage.call.evaluate(`document.querySelector('[data-participant-id]').dataset.participantId`);
  const heard = () => tap.samples.filter(({ participant }) => participant === `meet:${String(id)}`).map(({ speaking }) => speaking);
  await expect.poll(() => heard().length, PATIENCE).toBeGreaterThan(2);
  expect(heard()).not.toContain(true);

  expect(await stage.call.evaluate(TALK_AFTER_CHANGES)).toBe(id);
  const before = heard().length;
  await expect.poll(() => heard().length, PATIENCE).toBeGreaterThan(before + 20);
  // Now and then one is heard by chance: when the page is looked at between the two changes.
  expect(heard().slice(-10).filter(Boolean).length).toBeGreaterThan(5);
  expectQuietConsoles(stage);
});
