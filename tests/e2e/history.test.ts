import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredParticipant, StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, stored, storedLines } from './stage.ts';

describe('what is kept, and how it is cleared', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('keeps five-second bins per participant and for the room while the call goes on', async () => {
    const lines = async () => (await storedLines(stage)) ?? [];
    await expect.poll(async () => new Set((await lines()).map(({ ordinal }) => ordinal)).size, PATIENCE).toBe(7);
    await expect.poll(async () => Math.max(...(await lines()).map(({ sequence }) => sequence)), PATIENCE).toBeGreaterThanOrEqual(2);
    const people = (await stored<StoredParticipant>(stage, 'participants')) ?? [];
    expect(people.map(({ name }) => name).toSorted()).toEqual(['Ana', 'Bruno', 'Chidi', 'Dewi', 'Elif', 'Sam']);
  });

  it('keeps aggregates only: no picture, no bytes, no id and no address of the call', async () => {
    const [session] = (await stored<StoredSession>(stage, 'sessions')) ?? [];
    expect(Object.keys(session ?? {}).toSorted()).toEqual([
      'endReason',
      'endedAtMs',
      'gaps',
      'id',
      'lastSequence',
      'mode',
      'site',
      'startedAtMs',
      'storedAtMs',
      'summary',
      'title',
    ]);
    for (const slice of (await stored<StoredSlice>(stage, 'slices')) ?? []) {
      expect(Object.keys(slice).toSorted()).toEqual(['faces', 'lines', 'sequence', 'session']);
      for (const line of slice.lines) expect(Object.keys(line).toSorted()).toEqual(['mood', 'ordinal', 'states']);
    }
    const everything = JSON.stringify([
      await stored(stage, 'sessions'),
      await stored(stage, 'participants'),
      await stored(stage, 'slices'),
    ]);
    expect(everything).not.toMatch(/abc-defg-hij|spaces\/|devices\//);
  });

  it('shows a panel that is opened late what has been seen so far', async () => {
    const late = await stage.launched.context.newPage();
    const openedMs = performance.now();
    await late.goto(stage.panel.url());
    await late
      .locator('[data-participant] svg path')
      .first()
      .waitFor({ ...PATIENCE, state: 'attached' });
    console.log(`A panel that was opened late showed the history after ${Math.round(performance.now() - openedMs)} ms.`);
    await late.close();
  });

  it('clears everything while watching, proves it by reading again, and stays off', async () => {
    await stage.panel.bringToFront();
    await stage.panel.getByRole('button', { name: 'Clear local data' }).click();
    await stage.panel
      .getByRole('dialog')
      .getByRole('button', { name: /clear|delete|erase/i })
      .last()
      .click();
    await stage.panel.getByText('Cleared: 0 databases, 0 stored values left.').waitFor(PATIENCE);
    expect(await stored(stage, 'slices')).toBeNull();
    expect(await stage.launched.onboarding.evaluate('chrome.storage.local.get(null)')).toEqual({});
    expect(await engineRuns(stage)).toBe(false);
    expect(await stage.badge()).toBe('');
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});
