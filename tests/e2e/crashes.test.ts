import type { CDPSession } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { notice } from '../../src/locales/en/notice.ts';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { restartExtension } from '../driver/access.ts';
import { renderersOf } from '../driver/renderers.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, stored } from './stage.ts';

/** A call of which at least two slices were written. */
async function recordedCall(): Promise<Stage> {
  const stage = await openStage({ query: 'hold=first' });
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  await expect.poll(async () => (await slices(stage)).length, PATIENCE).toBeGreaterThan(1);
  return stage;
}

const slices = async (stage: Pick<Stage, 'launched'>) => (await stored<StoredSlice>(stage, 'slices')) ?? [];
const endings = async (stage: Pick<Stage, 'launched'>) =>
  ((await stored<StoredSession>(stage, 'sessions')) ?? []).map(({ endReason }) => endReason);
/** Everything that is in the page, closed shadow roots too. */
const markup = async (page: CDPSession) => JSON.stringify(await page.send('DOM.getDocument', { depth: -1, pierce: true }));

describe('a crash', () => {
  it('of the engine’s process takes the whole extension down: the page says what to do, and the history is whole', async () => {
    await using stage = await recordedCall();
    const page = await stage.launched.context.newCDPSession(stage.call);
    expect(await markup(page)).not.toContain(notice.notice_refresh);
    const before = await slices(stage);
    for (const pid of (await renderersOf(stage.launched.context)).extension) process.kill(pid, 'SIGKILL');
    await expect.poll(() => markup(page), PATIENCE).toContain(notice.notice_refresh);

    const onboarding = await restartExtension(stage.launched);
    const again = { launched: { ...stage.launched, onboarding } };
    const after = await slices(again);
    expect(after.slice(0, before.length)).toEqual(before);
    // The next tidying closes the call; there is no second one, and nothing is watched.
    await expect.poll(() => endings(again), PATIENCE).toEqual(['interrupted']);
    expect(await engineRuns(again)).toBe(false);
  });

  it('of the call’s tab ends the session, and loses nothing', async () => {
    await using stage = await recordedCall();
    const before = await slices(stage);
    const crashed = stage.call.waitForEvent('crash', PATIENCE);
    const page = await stage.launched.context.newCDPSession(stage.call);
    // Nobody is left to answer.
    void page.send('Page.crash').catch(() => {});
    await crashed;
    await expect.poll(() => endings(stage), PATIENCE).toEqual(['page-closed']);
    await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
    expect((await slices(stage)).slice(0, before.length)).toEqual(before);
    expectQuietConsoles(stage);
  });
});

it('a call that is left for another address is over; coming back is another session', async () => {
  await using stage = await recordedCall();
  await stage.call.goto('https://meet.google.com/landing');
  await expect.poll(() => endings(stage), PATIENCE).toEqual(['page-closed']);
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  const first = await slices(stage);

  await stage.call.goBack();
  await stage.call.waitForFunction('window.demoCall.state() === "in-call"', null, PATIENCE);
  expect(await stage.badge()).toBe('');
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  await expect.poll(async () => (await slices(stage)).length, PATIENCE).toBeGreaterThan(first.length);
  // An address that changes without a new page: the call goes on, and so does its session.
  await stage.call.evaluate(`history.pushState(null, '', '/abc-defg-hij?authuser=1'); history.back(); history.forward()`);
  const before = (await slices(stage)).length;
  await expect.poll(async () => (await slices(stage)).length, PATIENCE).toBeGreaterThan(before);
  expect(await stage.badge()).toBe('ON');

  await stage.call.evaluate('demoCall.leave()');
  await expect.poll(() => endings(stage), PATIENCE).toHaveLength(2);
  await expect.poll(() => endings(stage), PATIENCE).toEqual(expect.arrayContaining(['page-closed', 'call-ended']));
  // The first call has not grown.
  const sessions = new Map<string, number>();
  for (const { session } of await slices(stage)) sessions.set(session, (sessions.get(session) ?? 0) + 1);
  expect(sessions.get(first[0]?.session ?? '')).toBe(first.length);
  expectQuietConsoles(stage);
});
