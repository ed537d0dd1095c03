import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../driver/collector.ts';
import type { Reading } from '../../src/core/reading.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage } from './stage.ts';

describe('a call with people who come, go and change', () => {
  let stage: Stage;
  const readings: Reading[] = [];

  beforeAll(async () => {
    stage = await openStage();
    await collect(stage.launched.onboarding, stage.tabId, ({ message }) => {
      if (message.type === 'live') readings.push(...message.readings);
    });
    await stage.start();
    await stage.watching();
    await stage.call.bringToFront();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const of = (name: string, state?: string) => readings.filter((one) => one.name === name && (!state || one.state === state));

  it('gives everyone at least five readings under their own name', async () => {
    const people = await stage.truth();
    for (const { name } of people) await expect.poll(() => of(name).length, PATIENCE).toBeGreaterThanOrEqual(5);
    const names = new Set(readings.map(({ name }) => name));
    for (const name of names) expect(['Ana', 'Bruno', 'Chidi', 'Dewi', 'Elif', 'Femi', 'Sam']).toContain(name);
  });

  it('keys each name by the page’s own id, one id per person', async () => {
    for (const { id, name } of await stage.truth()) {
      await expect.poll(() => readings.some((one) => one.participant === `meet:${id}`), PATIENCE).toBe(true);
      expect(new Set(readings.filter((one) => one.participant === `meet:${id}`).map((one) => one.name))).toEqual(new Set([name]));
    }
  });

  it('says that there is no face where there is none, and never a mood', async () => {
    await expect.poll(() => of('Dewi', 'no-face').length, PATIENCE).toBeGreaterThanOrEqual(5);
    expect(of('Dewi').filter(({ mood }) => mood !== null)).toEqual([]);
    await stage.card('Dewi').getByText('No face in view').waitFor(PATIENCE);
  });

  it('says that the camera is off while it is, and reads on when it is back', async () => {
    const chidi = (await stage.truth()).find(({ name }) => name === 'Chidi');
    await stage.call.evaluate(`demoCall.setCamera('${chidi?.id}', false)`);
    await stage.panel.locator('[data-state="camera-off"]').filter({ hasText: 'Chidi' }).waitFor(PATIENCE);
    await stage.call.evaluate(`demoCall.setCamera('${chidi?.id}', true)`);
    const since = readings.length;
    await expect.poll(() => readings.slice(since).some((one) => one.name === 'Chidi' && one.state !== 'camera-off'), PATIENCE).toBe(true);
  });

  it('follows a newcomer, and a person who left is gone', async () => {
    await stage.call.evaluate(`demoCall.add('Gita')`);
    await expect.poll(() => of('Gita').length, PATIENCE).toBeGreaterThanOrEqual(3);
    const ana = (await stage.truth()).find(({ name }) => name === 'Ana');
    await stage.call.evaluate(`demoCall.remove('${ana?.id}')`);
    await stage.panel.locator('[data-state="left"]').filter({ hasText: 'Ana' }).waitFor(PATIENCE);
  });

  it('never shows a name on another person’s tile while the page re-uses one', async () => {
    const bruno = (await stage.truth()).find(({ name }) => name === 'Bruno');
    const since = readings.length;
    const newId = await stage.call.evaluate<string>(`demoCall.recycle('${bruno?.id}', 'Hugo')`);
    await expect
      .poll(() => readings.slice(since).filter((one) => one.participant === `meet:${newId}` && one.name === 'Hugo').length, PATIENCE)
      .toBeGreaterThanOrEqual(3);
    expect(readings.slice(since).filter((one) => one.name === 'Hugo' && one.participant !== `meet:${newId}`)).toEqual([]);
  });

  it('marks the own tile as the user’s', () => {
    expect(new Set(readings.filter(({ self }) => self).map(({ name }) => name))).toEqual(new Set(['Sam']));
  });

  it('gives distributions that sum to one, only with state "ok"', () => {
    const moods = readings.flatMap(({ mood }) => (mood ? [mood] : []));
    expect(moods.length).toBeGreaterThan(10);
    for (const { expression } of moods) expect(Object.values(expression).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    for (const { state, mood } of readings) expect(mood !== null).toBe(state === 'ok');
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});
