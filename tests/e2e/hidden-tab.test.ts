import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveTick } from '../../src/wire/panel-live.ts';
import { ZOOM } from '../driver/call-server.ts';
import { collect } from '../driver/collector.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage, type StageOptions } from './stage.ts';

/** Both smile plainly (`moods.test.ts`). */
const READ = ['Ana', 'Chidi'];

/** A call that is watched, in a browser that hides what is not in front. */
async function watched(options: StageOptions): Promise<{ stage: Stage; ticks: LiveTick[] }> {
  const stage = await openStage({ ...options, hides: true });
  const ticks: LiveTick[] = [];
  await collect(stage.panel, stage.tabId, ({ message }) => {
    if (message.type === 'live') ticks.push(message);
  });
  await stage.start();
  await stage.watching();
  await stage.call.bringToFront();
  return { stage, ticks };
}

async function isNow(visibility: DocumentVisibilityState, { call }: Stage): Promise<void> {
  await expect.poll(() => call.evaluate('document.visibilityState'), PATIENCE).toBe(visibility);
}

/** How often the page drew and its timer of 100 ms came, since it was loaded. */
const paceOf = ({ call }: Stage) => call.evaluate<{ drawn: number; timers: number }>('({ drawn: window.drawn, timers: window.timers })');

async function minimise({ launched, call }: Stage, windowState: 'minimized' | 'normal'): Promise<void> {
  const session = await launched.context.newCDPSession(call);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
  await session.detach();
}

/** Whether a video of the call is shown above other windows. */
const floats = ({ call }: Stage) =>
  call.evaluate(`Boolean(document.pictureInPictureElement ?? documentPictureInPicture.window?.document.querySelector('video'))`);

type Move = (stage: Stage) => Promise<void>;

/** How a call gets out of sight, and back. */
const HIDDEN: readonly (readonly [string, Move, Move])[] = [
  ['another tab is in front', ({ panel }) => panel.bringToFront(), ({ call }) => call.bringToFront()],
  ['its window is minimised', (stage) => minimise(stage, 'minimized'), (stage) => minimise(stage, 'normal')],
];

/** How its pictures float above other windows while its tab is hidden, and back. */
const FLOATING: readonly (readonly [string, string, string])[] = [
  ['one of its videos floats', `document.querySelector('video').requestPictureInPicture()`, 'document.exitPictureInPicture()'],
  [
    'its tiles float in a window of their own',
    `documentPictureInPicture.requestWindow({ width: 400, height: 300 })
      .then((floating) => floating.document.body.append(document.querySelector('.dkjMxf')))`,
    `document.querySelector('main').append(documentPictureInPicture.window.document.querySelector('.dkjMxf'));
      documentPictureInPicture.window.close()`,
  ],
];

describe('a Meet call that nobody looks at', () => {
  let stage: Stage;
  let ticks: LiveTick[];

  /** The next answers of the page, what its own clocks did meanwhile, and how often each name had a mood in them. */
  const next = async (count: number) => {
    const [from, before] = [ticks.length, await paceOf(stage)];
    await expect.poll(() => ticks.length, PATIENCE).toBeGreaterThanOrEqual(from + count);
    const [some, after] = [ticks.slice(from), await paceOf(stage)];
    const read = READ.map((name) => some.filter(({ readings }) => readings.some((one) => one.name === name && one.mood)).length);
    return { ticks: some.length, read, drawn: after.drawn - before.drawn, timers: after.timers - before.timers };
  };

  beforeAll(async () => {
    ({ stage, ticks } = await watched({ query: 'hold=first' }));
    await stage.call.evaluate(`Object.assign(window, { drawn: 0, timers: 0 });
      setInterval(() => window.timers++, 100);
      void (function draw() { window.drawn++; requestAnimationFrame(draw); })()`);
    // Few enough for the engine's fastest rate.
    for (const { id, name, self } of await stage.truth())
      if (!self && !READ.includes(name)) await stage.call.evaluate(`demoCall.remove(${JSON.stringify(id)})`);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('is drawn by the browser as long as it is in front', async () => {
    for (const name of READ)
      await expect.poll(() => ticks.at(-1)?.readings.some((one) => one.name === name && one.mood), PATIENCE).toBe(true);
    await isNow('visible', stage);
    const { ticks: answers, drawn, timers } = await next(2);
    expect(Math.min(drawn, timers)).toBeGreaterThan(answers * 2);
  });

  it.each(HIDDEN)('is read at the engine’s rate while %s', async (_, hide, show) => {
    await hide(stage);
    await isNow('hidden', stage);
    const { ticks: answers, read, drawn, timers } = await next(8);
    await isNow('hidden', stage);
    expect(drawn).toBe(0);
    // A page’s timers come once a second then: the engine’s clock does not wait for them.
    expect(answers).toBeGreaterThan(timers);
    expect(Math.min(...read)).toBeGreaterThanOrEqual(answers - 1);
    await show(stage);
    await isNow('visible', stage);
  });

  it.each(FLOATING)('is read while its tab is hidden and %s', async (_, float, back) => {
    await stage.call.evaluate(float);
    await stage.panel.bringToFront();
    await isNow('hidden', stage);
    const { ticks: answers, read } = await next(4);
    await isNow('hidden', stage);
    expect(await floats(stage)).toBe(true);
    expect(Math.min(...read)).toBeGreaterThanOrEqual(answers - 1);
    await stage.call.evaluate(back);
    await stage.call.bringToFront();
    await isNow('visible', stage);
    expect(await floats(stage)).toBe(false);
    const { ticks: later, read: readLater } = await next(2);
    expect(Math.min(...readLater)).toBeGreaterThanOrEqual(later - 1);
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});

it('a Zoom call whose canvas is not painted while its tab is hidden says so, and is read on when it is back', async () => {
  const { stage, ticks } = await watched({ site: ZOOM, path: '/wc/81234567890/join' });
  await using _ = stage;
  // A slow machine does not read everybody in each tick.
  const lastOf = () => new Map(ticks.flatMap(({ readings }) => readings.map(({ participant, state }) => [participant, state] as const)));
  const states = () => new Set(lastOf().values());
  await expect.poll(() => lastOf().size, PATIENCE).toBeGreaterThanOrEqual(9);
  await expect.poll(states, PATIENCE).not.toContain('stalled');
  await stage.panel.bringToFront();
  await isNow('hidden', stage);
  await expect.poll(states, PATIENCE).toEqual(new Set(['stalled']));
  await stage.panel.getByText('Video stalled').first().waitFor(PATIENCE);
  await stage.call.bringToFront();
  await expect.poll(states, PATIENCE).not.toContain('stalled');
  expectQuietConsoles(stage);
});
