import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { type FramesTap, tapFrames } from './frames-tap.ts';
import { judge, type Truth, type Verdict } from './identity-verdict.ts';
import { expectQuietConsoles, openStage, PATIENCE, type Stage, type StageOptions } from './stage.ts';

interface Proof {
  readonly stage: StageOptions;
  /** The site's id, as it begins every key. */
  readonly id: string;
  /** Changes of the page in the order in which they are played; those of one row at the same time, each to tiles of its own. */
  readonly steps: readonly (readonly string[])[];
  /** At least so many frames are looked at. */
  readonly frames: number;
  /** Whether the page's ledger knows who speaks. */
  readonly voices: boolean;
  /** Whether it knows whose microphone is off, and whose is on. */
  readonly microphones: boolean;
}

const EVERY_MS = 150;
/** A change is over once everybody was read in so many packets after it. */
const READ_AGAIN = 2;
/** At most this share of the due frames may be missing, those right after a change included. */
const MOST_DROPPED = 0.02;

/** The frames are waited for, however few a machine gives in a second. */
const SLOWLY = { timeout: 300_000 };

/** Plays every change of a numbered page and reads from the captured frames who is really in them. */
export function provesIdentity(title: string, { stage: options, id, steps, frames, voices, microphones }: Proof): void {
  describe(`who is in the frames of ${title} whose page never rests`, () => {
    let stage: Stage;
    let tap: FramesTap;

    const truth = () => stage.call.evaluate<Truth>('churn.ledger()');
    const verdict = async (): Promise<Verdict> => judge(tap, await truth(), id);
    /** Waits until everybody who is plainly to be seen now was read. */
    const allRead = async () => {
      const { shown } = await truth();
      const [from, fromMs] = [tap.samples.length, Date.now()];
      const unread = () => {
        const counts = new Map(shown.flatMap((one) => (one.toMs === null ? [[`${id}:${one.id}`, 0]] : [])));
        for (const { participant, atMs, number } of tap.samples.slice(from)) {
          const count = counts.get(participant);
          if (count !== undefined && atMs >= fromMs && number !== null) counts.set(participant, count + 1);
        }
        return [...counts].filter(([, count]) => count < READ_AGAIN);
      };
      await expect.poll(unread, PATIENCE).toEqual([]);
    };

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

    it.each(steps.map((row) => [row.join(' + '), row] as const))('%s: nobody is taken for somebody else', async (_, row) => {
      await stage.call.evaluate(`Promise.all(${JSON.stringify(row)}.map((step) => churn.play(step)))`);
      await allRead();
      const { misattributed, unnamed } = await verdict();
      expect(misattributed).toEqual([]);
      expect(unnamed).toBe(0);
    });

    it('plays every change that the page knows', async () => {
      expect(new Set(await stage.call.evaluate<string[]>('churn.steps()'))).toEqual(new Set(steps.flat()));
    });

    it(`has no misattributed frame in at least ${frames}, and at most ${100 * MOST_DROPPED} % dropped`, SLOWLY, async () => {
      const taken = () => tap.samples.filter(({ state }) => state === 'live').length;
      while (taken() < frames) {
        const before = tap.packets.length;
        await expect.poll(() => tap.packets.length, PATIENCE).toBeGreaterThan(before + 10);
      }
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
      expect(dropped).toBeLessThanOrEqual(MOST_DROPPED);
    });

    it.each(voices ? ['who speaks and whose microphone is off'] : [])('marks %s, and nobody else', async () => {
      const { mismarked, speaking, muted, unmuted } = await verdict();
      expect(mismarked.slice(0, 3)).toEqual([]);
      expect(speaking).toBeGreaterThan(0);
      expect([muted > 0, unmuted > 0]).toEqual([microphones, microphones]);
    });

    it('leaves every console quiet', () => expectQuietConsoles(stage));
  });
}
