import { describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import type { StoredSession } from '../../src/platform/records.ts';
import type { ExtensionPage } from '../driver/launch.ts';
import { JITSI, MEET, TEAMS, ZOOM } from '../driver/call-server.ts';
import { tapFrames } from './frames-tap.ts';
import { judge, type Truth } from './identity-verdict.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage, type StageOptions, stored } from './stage.ts';

const PLACES: readonly (readonly [string, string, StageOptions])[] = [
  ['Meet', 'meet', { site: MEET, query: 'numbered=1' }],
  ['Zoom, the client itself', 'zoom', { site: ZOOM, path: '/wc/81234567890/join' }],
  ['Zoom, the client in a frame of its shell', 'zoom', { site: ZOOM, path: '/wc/81234567890/start' }],
  ['Teams', 'teams', { site: TEAMS, path: '/v2/', access: 'given' }],
  ['Jitsi', 'jitsi', { site: JITSI, path: '/NumberedRoom', access: 'given' }],
];

const TITLE = 'Quarterly review';
const STORES = ['sessions', 'participants', 'slices', 'moments'] as const;

const inCall = (stage: Stage) =>
  stage.call.waitForFunction('window.churn?.ledger().shown.some(({ toMs }) => toMs === null)', null, PATIENCE);
const reasons = async (stage: Stage) => ((await stored<StoredSession>(stage, 'sessions')) ?? []).map(({ endReason }) => endReason);

/** What a panel is answered that asks to start. */
const startIn = ({ launched, tabId }: Stage) =>
  launched.onboarding.evaluate(
    (id) => (globalThis as unknown as ExtensionPage).chrome.runtime.sendMessage({ to: 'background', type: 'start', tabId: id }),
    tabId,
  );

describe.each(PLACES)('%s', (_, id, options) => {
  it('is watched in a call only; a call that is left and joined again is another session', async () => {
    await using stage = await openStage(options);
    const tap = await tapFrames(stage, 200);
    await stage.call.bringToFront();
    await inCall(stage);
    await stage.call.evaluate(`document.title = ${JSON.stringify(TITLE)}`);

    await stage.call.evaluate('churn.lobby()');
    await stage.says(en['trouble_not-in-call']);
    expect(await startIn(stage)).toEqual({ ok: false, error: 'not-in-call' });
    expect(tap.packets).toEqual([]);

    for (const calls of [1, 2]) {
      await stage.call.evaluate('churn.enter()');
      expect(await stage.badge()).toBe('');
      await stage.start();
      const before = { samples: tap.samples.length, packets: tap.packets.length };
      await expect.poll(() => tap.samples.length, PATIENCE).toBeGreaterThan(before.samples + 60);
      await stage.call.evaluate('churn.end()');
      await expect.poll(() => stage.badge(), PATIENCE).toBe('');
      await expect.poll(() => reasons(stage), PATIENCE).toEqual(Array.from({ length: calls }, () => 'call-ended'));
      // A site may give the ids of one call to others in the next.
      const seen = { samples: tap.samples.slice(before.samples), packets: tap.packets.slice(before.packets) };
      const { misattributed, unnamed } = judge(seen, await stage.call.evaluate<Truth>('churn.ledger()'), id);
      expect(misattributed).toEqual([]);
      expect(unnamed).toBe(0);
    }

    // Neither the call's address nor its title is kept, in whatever form.
    const kept = JSON.stringify(await Promise.all(STORES.map((store) => stored(stage, store))));
    const address = new URL(stage.call.url());
    for (const text of [TITLE, address.host, ...address.pathname.split('/').filter((part) => part.length > 5)])
      expect(kept).not.toContain(text);

    expect(new Set(tap.samples.map(({ participant }) => participant.split(':')[0]))).toEqual(new Set([id]));
    expectQuietConsoles(stage);
  });
});

it('a call whose end is shown over its tiles, with the button to leave still there, has ended', async () => {
  await using stage = await openStage({ site: MEET, query: 'numbered=1' });
  const tap = await tapFrames(stage, 200);
  await stage.call.bringToFront();
  await inCall(stage);
  await stage.start();
  await expect.poll(() => tap.samples.length, PATIENCE).toBeGreaterThan(20);
  await expect.poll(() => reasons(stage), PATIENCE).toEqual([null]);

  await stage.call.evaluate(`document.body.insertAdjacentHTML('beforeend', '<p data-call-ended="true">You left the meeting</p>')`);
  await expect.poll(() => reasons(stage), PATIENCE).toEqual(['call-ended']);
  expect(await stage.call.locator('button[jsname="CQylAd"]').count()).toBe(1);
  await expect.poll(() => stage.badge(), PATIENCE).toBe('');
  expectQuietConsoles(stage);
});
