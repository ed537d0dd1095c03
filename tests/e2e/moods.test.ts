import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENES } from '../fixtures/meet/people.ts';
import { openStage, PATIENCE, type Stage } from './stage.ts';

// Every participant stays in their first scene, so that what the panel says can be held against the photograph.
describe('what the panel says about photographs that plainly show something', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ query: 'hold=first' });
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
});
