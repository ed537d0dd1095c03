import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChurnStep } from '../fixtures/meet/churn.ts';
import { type FramesTap, tapFrames } from './frames-tap.ts';
import { judge, type Truth, type Verdict } from './identity-verdict.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage } from './stage.ts';

const EVERY_MS = 150;
/** Packets between two changes of the page. */
const CALM = 28;

const STEPS: readonly ChurnStep[] = [
  'join',
  'leave and rejoin with a new id',
  'a second person of the same name',
  'reorder by style only',
  'new id, then name, then picture on the same stream',
  'new name, then id, then picture on the same stream',
  'the same stream shows another person, told a moment later',
  'asked for another person, who comes later',
  'two videos swap their streams, ids first',
  'two videos swap their streams, streams first',
  'camera off and on with a new track',
  'a shared screen with a face in the slides',
  'pinned: a second, larger tile of the same person',
  'all class names rotate',
  'labels in another language',
  'new id, then name, then picture on the same stream',
  'a crowd of 25',
  'a crowd of 49',
];

describe('who is in the frames of a Meet call whose page never rests', () => {
  let stage: Stage;
  let tap: FramesTap;

  const packets = async (more: number) => {
    const wanted = tap.packets.length + more;
    await expect.poll(() => tap.packets.length, PATIENCE).toBeGreaterThanOrEqual(wanted);
  };
  const verdict = async (): Promise<Verdict> => judge(tap, await stage.call.evaluate<Truth>('churn.ledger()'), 'meet');

  beforeAll(async () => {
    stage = await openStage({ query: 'numbered=1' });
    tap = await tapFrames(stage, EVERY_MS);
    await stage.call.bringToFront();
    await stage.call.waitForFunction('churn.ledger().shown.length >= 12', null, PATIENCE);
    await stage.start();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('has everybody in its frames', async () => {
    await expect.poll(() => tap.packets.some(({ live }) => live >= 12), PATIENCE).toBe(true);
  });

  it.each(STEPS)('%s: nobody is taken for somebody else', async (step) => {
    await packets(CALM / 2);
    await stage.call.evaluate(`churn.play(${JSON.stringify(step)})`);
    await packets(CALM);
    const { misattributed, unnamed, samples } = await verdict();
    expect(misattributed).toEqual([]);
    expect(unnamed).toBe(0);
    expect(samples).toBeGreaterThan(0);
  });

  it('plays every change that the page knows', async () => {
    expect(new Set(await stage.call.evaluate<ChurnStep[]>('churn.steps()'))).toEqual(new Set(STEPS));
  });

  it('has no misattributed frame in at least 5,000, and at most 2 % dropped', async () => {
    await packets(10 * CALM);
    const { samples, misattributed, unreadable, expected, dropped } = await verdict();
    const capture = tap.packets.filter(({ live }) => live >= 45).map(({ captureMs }) => captureMs).toSorted((a, b) => a - b);
    console.log(
      `Meet: ${samples} frames, ${misattributed.length} misattributed, ${unreadable} unreadable, ${expected} expected, ${(100 * dropped).toFixed(2)} % dropped; capture of 45+ tiles: median ${capture[capture.length >> 1]?.toFixed(1)} ms`,
    );
    expect(misattributed).toEqual([]);
    expect(samples).toBeGreaterThanOrEqual(5_000);
    expect(dropped).toBeLessThanOrEqual(0.02);
  });

  it('leaves every console quiet', () => expectQuietConsoles(stage));
});
