import type { CDPSession, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { notice } from '../../src/locales/en/notice.ts';
import type { StoredSession, StoredSlice } from '../../src/platform/records.ts';
import { restartExtension } from '../driver/access.ts';
import { type ExtensionPage, tabIdOf } from '../driver/launch.ts';
import { renderersOf } from '../driver/renderers.ts';
import { engineRuns, expectQuietConsoles, openStage, PATIENCE, type Stage, stored } from './stage.ts';

type Opened = Pick<Stage, 'launched'>;

const slices = async (stage: Opened) => (await stored<StoredSlice>(stage, 'slices')) ?? [];
const endings = async (stage: Opened) => ((await stored<StoredSession>(stage, 'sessions')) ?? []).map(({ endReason }) => endReason);
/** Until another slice was written. @returns all slices */
async function nextSlice(stage: Opened): Promise<readonly StoredSlice[]> {
  const before = (await slices(stage)).length;
  await expect.poll(async () => (await slices(stage)).length, PATIENCE).toBeGreaterThan(before);
  return slices(stage);
}
/** Asserts that slices are still there as they were; only the last one of a call may have more in it. */
async function expectKept(stage: Opened, before: readonly StoredSlice[]): Promise<void> {
  const after = await slices(stage);
  const kept = (slice: StoredSlice) => after.find(({ session, sequence }) => session === slice.session && sequence === slice.sequence);
  const isLast = (slice: StoredSlice) => !before.some(({ session, sequence }) => session === slice.session && sequence > slice.sequence);
  const whole = before.filter((slice) => !isLast(slice));
  expect(whole.map(kept)).toEqual(whole);
  const ticks = (slice?: StoredSlice) => Object.values(slice?.lines[0]?.states ?? {}).reduce((sum, count) => sum + count, 0);
  for (const slice of before.filter(isLast)) expect(ticks(kept(slice))).toBeGreaterThanOrEqual(ticks(slice));
}
/** Opens the call in a tab of its own and has it watched. */
async function watchAgain({ launched }: Opened): Promise<Page> {
  const call = await launched.context.newPage();
  await call.goto('https://meet.google.com/xyz-abcd-efg?hold=first');
  const message = { to: 'background', type: 'start', tabId: await tabIdOf(launched, call) };
  await launched.onboarding.evaluate((start) => (globalThis as unknown as ExtensionPage).chrome.runtime.sendMessage(start), message);
  await call.bringToFront();
  return call;
}
/** Everything that is in the page, closed shadow roots too. */
const markup = async (page: CDPSession) => JSON.stringify(await page.send('DOM.getDocument', { depth: -1, pierce: true }));

it('a call that is left for another address, whose tab crashes, or whose extension crashes loses nothing, and is never merged with the next', async () => {
  await using stage = await openStage({ query: 'hold=first' });
  const { launched } = stage;
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  const first = await nextSlice(stage);
  await stage.call.goto('https://meet.google.com/landing');
  await expect.poll(() => endings(stage), PATIENCE).toEqual(['page-closed']);
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  const left = await slices(stage);
  await expectKept(stage, first);

  await stage.call.goBack();
  await stage.call.waitForFunction('window.demoCall.state() === "in-call"', null, PATIENCE);
  expect(await stage.badge()).toBe('');
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  await nextSlice(stage);
  // An address that changes without a new page: the call goes on, and so does its session.
  await stage.call.evaluate(`history.pushState(null, '', '/abc-defg-hij?authuser=1'); history.back(); history.forward()`);
  await nextSlice(stage);
  expect(await stage.badge()).toBe('ON');
  const inCall = await slices(stage);
  const crashed = stage.call.waitForEvent('crash', PATIENCE);
  const page = await launched.context.newCDPSession(stage.call);
  // Nobody is left to answer.
  void page.send('Page.crash').catch(() => {});
  await crashed;
  const crashedAtMs = performance.now();
  await expect.poll(() => endings(stage), PATIENCE).toEqual(['page-closed', 'page-closed']);
  console.log(`The call was closed ${Math.round(performance.now() - crashedAtMs)} ms after its tab had crashed.`);
  await expect.poll(() => engineRuns(stage), PATIENCE).toBe(false);
  const own = (all: readonly StoredSlice[], id: string | undefined) => all.filter(({ session }) => session === id);
  // The first call has not grown, and the second has what was written.
  expect(own(await slices(stage), left[0]?.session)).toEqual(left);
  await expectKept(stage, inCall);
  expectQuietConsoles(stage);

  const call = await watchAgain(stage);
  const before = await nextSlice(stage);
  const devtools = await launched.context.newCDPSession(call);
  expect(await markup(devtools)).not.toContain(notice.notice_refresh);
  const killedAtMs = performance.now();
  // The engine's process takes the whole extension down.
  for (const pid of (await renderersOf(launched.context)).extension) process.kill(pid, 'SIGKILL');
  await expect.poll(() => markup(devtools), { ...PATIENCE, interval: 20 }).toContain(notice.notice_refresh);
  console.log(`The page said so ${Math.round(performance.now() - killedAtMs)} ms after the extension had crashed.`);

  const onboarding = await restartExtension(launched);
  const again = { launched: { ...launched, onboarding } };
  await expectKept(again, before);
  // The next tidying closes the call; there is no other one, and nothing is watched.
  await expect
    .poll(async () => (await endings(again)).map(String).toSorted(), PATIENCE)
    .toEqual(['interrupted', 'page-closed', 'page-closed']);
  expect(await engineRuns(again)).toBe(false);
});
