import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENES } from '../fixtures/meet/people.ts';
import { type FramesTap, tapFrames } from './frames-tap.ts';
import { openStage, PATIENCE, type Stage } from './stage.ts';

// Every participant stays in their first scene, so that what the panel says can be held against the photograph.
describe('what the panel says about photographs that plainly show something', () => {
  let stage: Stage;
  let tap: FramesTap;

  beforeAll(async () => {
    stage = await openStage({ query: 'hold=first' });
    tap = await tapFrames(stage, 5_000);
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const readsAs = (name: string) => stage.card(name).getAttribute('data-reads-as');

  it.each([
    ['Ana', 's3-middle'],
    ['Chidi', 's6-second'],
  ] as const)('%s smiles (%s) and reads as happiness', async (name, scene) => {
    expect(SCENES[scene].looks).toBe('happiness');
    await expect.poll(() => readsAs(name), PATIENCE).toBe('happiness');
  });

  it('Bruno looks neutral (s5-top) and reads as neutral', async () => {
    expect(SCENES['s5-top'].looks).toBe('neutral');
    await expect.poll(() => readsAs('Bruno'), PATIENCE).toBe('neutral');
  });

  it('shows a room mood from at least three faces, with its trend', async () => {
    await stage.panel.getByText(/[3-9] faces read/).waitFor(PATIENCE);
    await stage.panel
      .getByText(/Looks (clearly|slightly) positive/)
      .first()
      .waitFor(PATIENCE);
  });

  it('and pictures come no larger than their faces need, with the same readings', async () => {
    const sides = (name: string) => tap.asked.filter((one) => one.name === name).map(({ sidePx }) => sidePx);
    for (const name of ['Ana', 'Bruno', 'Chidi']) {
      // Frames are 640 px wide: halved until the face is known, then a third or a quarter.
      expect(sides(name)[0]).toBe(320);
      await expect.poll(() => sides(name).at(-1), PATIENCE).toBeLessThan(213);
    }
    // Dewi's chair is empty: whoever sits down may be far away.
    expect(new Set(sides('Dewi'))).toEqual(new Set([320]));
    const before = tap.asked.length;
    await expect.poll(() => tap.asked.length, PATIENCE).toBeGreaterThan(before + 20);
    await expect.poll(() => readsAs('Ana'), PATIENCE).toBe('happiness');
    await expect.poll(() => readsAs('Bruno'), PATIENCE).toBe('neutral');
  });
});
