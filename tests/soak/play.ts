import type { Page } from 'playwright-core';
import { type ExtensionPage, openPanelTab, tabIdOf } from '../driver/launch.ts';
import { PATIENCE, type Stage } from '../e2e/stage.ts';
import type { DemoCall } from '../fixtures/meet/demo-call.ts';

/**
 * One round of what happens in a call within minutes, in a few seconds: people join, one switches the camera off and on, a
 * tile is given to somebody else, all tiles are taken out of the page and put back, those who joined leave again; the
 * panel is opened a second time and closed.
 * @param round makes names of its own
 */
export async function playRound(stage: Stage, round: number): Promise<void> {
  const second = await openPanelTab(stage.launched, stage.call);
  // A tab in the background draws nothing.
  await stage.call.bringToFront();
  await stage.call.evaluate(churn, round);
  await second.close();
}

/** Another call begins, is watched beside the first one until its first reading is shown, and ends. */
export async function playCall(stage: Stage, other: Page, round: number): Promise<void> {
  const { launched } = stage;
  await other.goto(`${new URL(stage.call.url()).origin}/xyz-abcd-efg?hold=first&people=2&round=${round}`);
  const tabId = await tabIdOf(launched, other);
  await launched.onboarding.evaluate(
    (id) => (globalThis as unknown as ExtensionPage).chrome.runtime.sendMessage({ to: 'background', type: 'start', tabId: id }),
    tabId,
  );
  const panel = await openPanelTab(launched, other);
  await other.bringToFront();
  await panel.locator('[data-participant]').first().waitFor(PATIENCE);
  await other.evaluate('demoCall.leave()');
  await panel.getByRole('button', { name: 'Start watching' }).waitFor(PATIENCE);
  await panel.close();
  await stage.call.bringToFront();
}

/** In the page of the demo call. No function in it has a name, since tsx would mark it. */
async function churn(round: number): Promise<void> {
  const { demoCall } = window as unknown as { demoCall: DemoCall };
  const joined = [0, 1, 2].map((index) => demoCall.add(`Guest ${round}-${index}`));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const [first, ...others] = joined;
  if (first === undefined) return;
  demoCall.setCamera(first, false);
  const again = demoCall.recycle(others[0] ?? first, `Guest ${round}-3`);
  await new Promise((resolve) => setTimeout(resolve, 700));
  demoCall.setCamera(first, true);
  const grid = document.querySelector('[data-participant-id]')?.parentElement;
  const tiles = [...(grid?.children ?? [])];
  for (const tile of tiles) tile.remove();
  await new Promise((resolve) => setTimeout(resolve, 100));
  grid?.append(...tiles);
  // What is taken out of a page is paused by the browser; a call page plays it again.
  for (const video of grid?.querySelectorAll('video') ?? []) video.play().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 600));
  for (const id of [first, again, ...others.slice(1)]) demoCall.remove(id);
}
