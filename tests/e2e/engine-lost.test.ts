import { describe, expect, it } from 'vitest';
import type { StoredSession } from '../../src/platform/records.ts';
import { engineRuns, openStage, PATIENCE, type Stage, stored } from './stage.ts';

describe('an engine that is gone in the middle of a call', () => {
  it('is brought back for the same session, and reads on', async () => {
    await using stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage
      .card('Ana')
      .locator('svg path')
      .first()
      .waitFor({ ...PATIENCE, state: 'attached' });
    await stage.launched.onboarding.evaluate('chrome.offscreen.closeDocument()');
    await stage.panel.locator('[data-phase="catching-up"], [data-phase="loading"]').first().waitFor(PATIENCE);
    await stage.watching();
    expect(await engineRuns(stage)).toBe(true);
    expect(await stage.badge()).toBe('ON');
    const sessions = await stored<StoredSession>(stage, 'sessions');
    expect(sessions).toHaveLength(1);
  });
});

describe('a call page that is left without hanging up', () => {
  it.each([
    ['closed', (stage: Stage) => stage.call.close(), 'idle'],
    ['reloaded', (stage: Stage) => stage.call.reload(), 'stopped'],
  ] as const)('%s: the session ends with its reason, and nothing runs on', async (_, leave, phase) => {
    await using stage = await openStage({ query: 'hold=first' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage
      .card('Ana')
      .locator('svg path')
      .first()
      .waitFor({ ...PATIENCE, state: 'attached' });
    await leave(stage);
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    const sessions = await stored<StoredSession>(stage, 'sessions');
    expect(sessions?.map(({ endReason }) => endReason)).toEqual(['page-closed']);
    await stage.panel.locator(`[data-phase="${phase}"]`).waitFor(PATIENCE);
  });
});
