import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { type FramesTap, tapFrames } from './frames-tap.ts';
import { judge, type Truth, type Verdict } from './identity-verdict.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage, type StageOptions } from './stage.ts';

interface Proof {
  readonly stage: StageOptions;
  /** The site's id, as it begins every key. */
  readonly id: string;
  /** Changes of the page, in the order in which they are played. */
  readonly steps: readonly string[];
  /** Packets between two changes. */
  readonly calmPackets: number;
  /** At least so many frames must have been looked at. */
  readonly frames: number;
  /** At most this share of the due frames may be missing, right after a change too. */
  readonly dropped: number;
  /** Whether the page's ledger knows who speaks and whose microphone is off. */
  readonly voices: boolean;
}

const EVERY_MS = 150;

/** Plays every change of a numbered page and reads from the captured frames who is really in them. */
export function provesIdentity(title: string, { stage: options, id, steps, calmPackets, frames, dropped: limit, voices }: Proof): void {
  describe(`who is in the frames of ${title} whose page never rests`, () => {
    let stage: Stage;
    let tap: FramesTap;

    const packets = async (more: number) => {
      const wanted = tap.packets.length + more;
      await expect.poll(() => tap.packets.length, PATIENCE).toBeGreaterThanOrEqual(wanted);
    };
    const verdict = async (): Promise<Verdict> => judge(tap, await stage.call.evaluate<Truth>('churn.ledger()'), id);

    beforeAll(async () => {
      stage = await openStage(options);
      tap = await tapFrames(stage, EVERY_MS);
      await stage.call.bringToFront();
      await stage.call.waitForFunction('window.churn?.ledger().shown.length >= 9', null, PATIENCE);
      await stage.start();
    });
    afterAll(() => stage[Symbol.asyncDispose]());

    it('has everybody in its frames', async () => {
      await expect.poll(() => tap.packets.some(({ live }) => live >= 9), PATIENCE).toBe(true);
    });

    it.each(steps)('%s: nobody is taken for somebody else', async (step) => {
      const before = tap.samples.length;
      await stage.call.evaluate(`churn.play(${JSON.stringify(step)})`);
      await packets(calmPackets);
      const { misattributed, unnamed } = await verdict();
      expect(misattributed).toEqual([]);
      expect(unnamed).toBe(0);
      expect(tap.samples.length).toBeGreaterThan(before);
    });

    it('plays every change that the page knows', async () => {
      expect(new Set(await stage.call.evaluate<string[]>('churn.steps()'))).toEqual(new Set(steps));
    });

    it(`has no misattributed frame in at least ${frames}, and at most ${100 * limit} % dropped`, async () => {
      for (let rest = 0; rest < 14; rest++) await packets(calmPackets);
      const { samples, misattributed, unreadable, expected, dropped, droppedAtRest } = await verdict();
      const most = Math.max(...tap.packets.map(({ live }) => live));
      const full = tap.packets.filter(({ live }) => live === most);
      const costs = medianAndP95(full.map(({ captureMs }) => captureMs));
      const scans = medianAndP95(full.map(({ scanMs }) => scanMs));
      console.log(
        `${title}: ${samples} frames, ${misattributed.length} misattributed, ${unreadable} unreadable, ${expected} expected, ` +
          `${(100 * dropped).toFixed(2)} % dropped (${(100 * droppedAtRest).toFixed(2)} % at rest); ` +
          `capture of ${most} tiles: median ${costs.median.toFixed(1)} ms, 95 % ${costs.p95.toFixed(1)} ms, ` +
          `of it scanning ${scans.median.toFixed(2)} and ${scans.p95.toFixed(2)} ms`,
      );
      expect(misattributed).toEqual([]);
      expect(samples).toBeGreaterThanOrEqual(frames);
      expect(dropped).toBeLessThanOrEqual(limit);
    });

    it.each(voices ? ['who speaks and whose microphone is off'] : [])('marks %s, and nobody else', async () => {
      const { mismarked, speaking } = await verdict();
      expect(mismarked.slice(0, 3)).toEqual([]);
      expect(speaking).toBeGreaterThan(0);
    });

    it('leaves every console quiet', () => expectQuietConsoles(stage));
  });
}
