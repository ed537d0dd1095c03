import { describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { StoredParticipant } from '../../src/platform/records.ts';
import { ZOOM } from '../driver/call-server.ts';
import { acceptMode } from '../driver/consent.ts';
import { openStage, PATIENCE, stored, storedLines } from './stage.ts';

describe('the chosen mode is kept', () => {
  it('"The room" shows and stores no single person', async () => {
    await using stage = await openStage({ query: 'hold=first', mode: 'room' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage.panel.getByText(/[3-9] faces read/).waitFor(PATIENCE);
    expect(await stage.panel.locator('[data-participant]').count()).toBe(0);
    expect(await stage.panel.getByText(/Ana|Bruno|Chidi|Dewi|Elif|Sam/).count()).toBe(0);
    await expect.poll(async () => (await storedLines(stage))?.length, PATIENCE).toBeGreaterThanOrEqual(1);
    expect(new Set((await storedLines(stage))?.map(({ ordinal }) => ordinal))).toEqual(new Set([0]));
    expect(await stored(stage, 'participants')).toEqual([]);
  });

  it('"Only me" reads the own tile alone, and a change of mode ends the session', async () => {
    await using stage = await openStage({ query: 'hold=first', mode: 'me' });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
    await stage
      .card('Sam')
      .locator('svg path')
      .first()
      .waitFor({ ...PATIENCE, state: 'attached' });
    expect(await stage.panel.locator('[data-participant]').count()).toBe(1);
    await expect
      .poll(async () => (await stored<StoredParticipant>(stage, 'participants'))?.map(({ name }) => name), PATIENCE)
      .toEqual(['Sam']);
    await stage.launched.onboarding.reload();
    await acceptMode(stage.launched.onboarding, 'room');
    await stage.says(/The mode was changed/);
    expect(await stage.badge()).toBe('');
  });

  it('"Only me" is refused, with a word, where the page does not mark the own tile', async () => {
    await using stage = await openStage({ site: ZOOM, path: '/wc/81234567890/join', mode: 'me' });
    await stage.start();
    await stage.says(en['trouble_own-tile-unknown']);
    expect(await stage.badge()).toBe('');
  });
});
