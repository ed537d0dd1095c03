import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { diagnosticSchema } from '../../src/wire/commands.ts';
import { CHANGED_MEET, NAMELESS_MEET } from '../driver/call-server.ts';
import { acceptMode } from '../driver/consent.ts';
import { type FramesTap, tapFrames } from './frames-tap.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage } from './stage.ts';

const EVERY_MS = 200;
const PEOPLE = 12;

/** Watches the call whose pictures say who is in them, until all of them were seen. */
async function watch(stage: Stage): Promise<FramesTap> {
  const tap = await tapFrames(stage, EVERY_MS);
  await stage.call.bringToFront();
  await stage.call.waitForFunction(`window.churn?.ledger().shown.length >= ${PEOPLE}`, null, PATIENCE);
  await stage.start();
  await expect.poll(() => tap.packets.some(({ live }) => live >= PEOPLE), PATIENCE).toBe(true);
  return tap;
}

/** What is on the clipboard, as a person would see it. */
async function paste(page: Page): Promise<string> {
  await page.evaluate(`document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))`);
  await page.locator('#paste').focus();
  await page.keyboard.press('Control+V');
  return page.locator('#paste').inputValue();
}

/** Whom the frames of each key show. */
function seenBy({ samples }: FramesTap): ReadonlyMap<string, ReadonlySet<number>> {
  const seen = new Map<string, Set<number>>();
  for (const { participant, number } of samples)
    if (number !== null) seen.set(participant, (seen.get(participant) ?? new Set()).add(number));
  return seen;
}

describe('a call page that is no longer what its declaration says', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ site: CHANGED_MEET, query: 'numbered=1' });
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('without any tile as declared: people are numbered in reading order, nobody under another’s number', async () => {
    const tap = await watch(stage);
    const first = tap.samples.filter(({ number }) => number !== null).slice(0, PEOPLE);
    expect(first.map(({ name }) => name)).toEqual(Array.from({ length: PEOPLE }, (__, index) => `Tile ${index + 1}`));
    expect(first.map(({ number }) => number)).toEqual(Array.from({ length: PEOPLE }, (__, index) => index + 1));

    for (const step of [
      'reorder by style only',
      'new id, then name, then picture on the same stream',
      'new name, then id, then picture on the same stream',
      'the same stream shows another person, told a moment later',
      'two videos swap their streams, ids first',
      'two videos swap their streams, streams first',
      'leave and rejoin with a new id',
      'camera off and on with a new track',
    ]) {
      await stage.call.evaluate(`churn.play(${JSON.stringify(step)})`);
      const packets = tap.packets.length;
      await expect.poll(() => tap.packets.length, PATIENCE).toBeGreaterThan(packets + 12);
    }
    const seen = seenBy(tap);
    expect([...seen].filter(([, numbers]) => numbers.size > 1)).toEqual([]);
    expect(seen.size).toBeGreaterThan(PEOPLE);
  });

  it('says so in words, and what the button copies tells what to mend, and of nobody', async () => {
    // The tap would go on asking.
    await stage.launched.onboarding.reload();
    await stage.call.goto(stage.call.url().replace('numbered=1', 'hold=first'));
    await stage.start();
    await stage.says(en['trouble_page-changed']);
    await stage.call.bringToFront();
    await stage.card('Tile 1').waitFor(PATIENCE);
    const { panel } = stage;
    await panel.bringToFront();
    await panel.getByRole('button', { name: en.panel_diagnostic }).click();
    await stage.says(en.panel_diagnostic_copied);
    const copied = await paste(panel);
    const diagnostic = v.parse(diagnosticSchema, JSON.parse(copied));
    const found = (part: string) => diagnostic.selectors.filter((one) => one.part === part).map((one) => one.found);
    expect(diagnostic).toMatchObject({ site: 'meet', page: 'in-call', health: 'tiles-missing' });
    expect(diagnostic.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect([found('tile').some(Boolean), found('name').some(Boolean), found('in-call').every(Boolean)]).toEqual([false, false, true]);
    const people = await stage.truth();
    expect(diagnostic.videos.length).toBe(people.length);
    for (const text of ['abc-defg-hij', 'spaces/', ...people.map(({ name }) => name)]) expect(copied).not.toContain(text);
  });

  it('reads nobody for "Only me", and says so', async () => {
    await acceptMode(stage.launched.onboarding, 'me');
    await stage.start();
    await stage.says(en['trouble_own-tile-unknown']);
    expect(await stage.panel.locator('[data-participant]').count()).toBe(0);
    expectQuietConsoles(stage);
  });
});

it('a call page without names as declared: everybody keeps their own number', async () => {
  await using stage = await openStage({ site: NAMELESS_MEET, query: 'numbered=1' });
  const tap = await watch(stage);
  const named = () => tap.samples.filter(({ name }) => name !== '');
  await expect.poll(() => named().length, PATIENCE).toBeGreaterThan(PEOPLE * 5);
  expect(new Set(named().map(({ name }) => name)).size).toBe(PEOPLE);
  for (const { name } of named()) expect(name).toMatch(/^Tile \d+$/);
  expect([...seenBy(tap)].filter(([key, numbers]) => numbers.size > 1 || !key.startsWith('meet:spaces/'))).toEqual([]);
  expectQuietConsoles(stage);
});
