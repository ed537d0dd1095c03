import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Baseline,
  BASELINE_TIME_MS,
  EMPTY_BASELINE,
  learnResting,
  logRatiosOf,
  relativeTo,
  TYPICAL_RESTING_FACE,
} from '../../src/core/baseline.ts';
import { EXPRESSIONS, type ExpressionScores, mapExpressions } from '../../src/core/expression.ts';
import { EMPTY_TRACK, follow, type TileSight } from '../../src/core/mood-track.ts';
import { affectOf } from '../../src/core/valence.ts';
import { scores, START_MS } from './samples.ts';

/** Two readings a second of always the same face. */
function learned(face: ExpressionScores, seconds = 61): Baseline {
  let baseline = EMPTY_BASELINE;
  for (let i = 0; i <= 2 * seconds; i++) baseline = learnResting(baseline, face, START_MS + 500 * i);
  return baseline;
}

/** A distribution with these log-ratios. */
function faceOf(ratios: ExpressionScores): ExpressionScores {
  const sum = EXPRESSIONS.reduce((total, name) => total + Math.exp(ratios[name]), 0);
  return mapExpressions((name) => Math.exp(ratios[name]) / sum);
}

const typical = faceOf(TYPICAL_RESTING_FACE);
/** At rest this face reads as sad as it reads neutral. */
const sadAtRest = mapExpressions((name) => (name === 'neutral' ? 0.48 : name === 'sadness' ? 0.46 : 0.01));
const valence = (baseline: Baseline, face: ExpressionScores) => relativeTo(baseline, face)?.valence ?? Number.NaN;

describe('the baseline', () => {
  it('is not there before a minute was read', () => {
    expect(relativeTo(EMPTY_BASELINE, typical)).toBeNull();
    expect(relativeTo(learned(typical, 59), typical)).toBeNull();
    expect(relativeTo(learned(typical, 60), typical)).not.toBeNull();
  });

  it('changes nothing for a face that is typical at rest', () => {
    const baseline = learned(typical);
    for (const face of [typical, scores('happiness', 0.9), scores('fear', 0.6)]) {
      const { valence: pleasant, arousal } = affectOf(face);
      expect(valence(baseline, face)).toBeCloseTo(pleasant, 2);
      expect(relativeTo(baseline, face)?.arousal).toBeCloseTo(arousal, 2);
    }
  });

  it('brings a face that looks sad at rest nearer to 0, and leaves its smile a smile', () => {
    const baseline = learned(sadAtRest);
    expect(affectOf(sadAtRest).valence).toBeLessThan(-0.25);
    expect(valence(baseline, sadAtRest)).toBeGreaterThan(0.6 * affectOf(sadAtRest).valence);
    expect(valence(baseline, scores('happiness', 0.9))).toBeGreaterThan(0.6);
  });

  it('after a minute of smiles neither calls a resting face unpleasant nor hides the next smile', () => {
    const baseline = learned(scores('happiness', 0.95));
    expect(Math.abs(valence(baseline, typical))).toBeLessThan(0.1);
    expect(valence(baseline, scores('happiness', 0.95))).toBeGreaterThan(0.5);
  });

  it('keeps the order of faces: what reads as more pleasant stays more pleasant', () => {
    const mixed = (happy: number): ExpressionScores => ({ ...scores('neutral', 1), happiness: happy, neutral: 1 - happy });
    const baseline = learned(sadAtRest);
    const shown = [0, 0.2, 0.4, 0.6, 0.8, 1].map((happy) => valence(baseline, mixed(happy)));
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  });

  it('is learned once: later readings do not move it', () => {
    const baseline = learned(typical);
    expect(learnResting(baseline, scores('anger'), START_MS + 1_000_000)).toBe(baseline);
  });

  it('counts time, not readings: gaps teach nothing, and two rates learn the same', () => {
    const once = learnResting(EMPTY_BASELINE, typical, START_MS);
    expect(learnResting(once, typical, START_MS + 600_000).learnedMs).toBe(2_000);
    expect(learnResting(once, typical, START_MS - 5_000).learnedMs).toBe(0);
    let slow = EMPTY_BASELINE;
    for (let i = 0; i <= 40; i++) slow = learnResting(slow, sadAtRest, START_MS + 1_500 * i);
    expect(valence(slow, sadAtRest)).toBeCloseTo(valence(learned(sadAtRest), sadAtRest), 9);
  });

  it('stays within −1 and 1 whatever was learned', () => {
    const distribution = fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
      .filter((values) => values.some((value) => value > 1e-6))
      .map((values) => {
        const sum = values.reduce((a, b) => a + b, 0);
        return mapExpressions((_, index) => (values[index] ?? 0) / sum);
      });
    fc.assert(
      fc.property(distribution, distribution, (resting, face) => {
        const { valence: pleasant = 9, arousal = 9 } = relativeTo(learned(resting), face) ?? {};
        expect(Math.max(Math.abs(pleasant), Math.abs(arousal))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });
});

it('log-ratios sum to 0 and are bounded for impossible expressions', () => {
  const ratios = logRatiosOf(scores('neutral'));
  expect(EXPRESSIONS.reduce((sum, name) => sum + ratios[name], 0)).toBeCloseTo(0, 12);
  expect(Math.max(...Object.values(ratios).map(Math.abs))).toBeLessThan(7);
});

describe('a track', () => {
  const clear: TileSight = { state: 'face', scores: sadAtRest, quality: 1 };
  const certain: TileSight = { state: 'face', scores: scores('neutral', 0.9), quality: 1 };

  it('learns only from what is shown: nothing from doubtful faces and gaps', () => {
    let track = EMPTY_TRACK;
    const times = Array.from({ length: 200 }, (_, i) => START_MS + 500 * i);
    for (const atMs of times) {
      track = follow(track, clear, atMs).track; // its certainty, 0.48, is below the threshold
      track = follow(track, { state: 'no-face' }, atMs + 250).track;
    }
    expect(track.baseline).toEqual(EMPTY_BASELINE);
  });

  it('gives readings relative to the resting face after a minute, and none with a gap', () => {
    let track = EMPTY_TRACK;
    const given: boolean[] = [];
    for (let atMs = START_MS; atMs <= START_MS + BASELINE_TIME_MS + 1_000; atMs += 500) {
      const next = follow(track, certain, atMs);
      track = next.track;
      given.push(next.relative !== null);
    }
    expect(given.indexOf(true)).toBe(BASELINE_TIME_MS / 500);
    expect(follow(track, { state: 'blurred' }, START_MS + 70_000).relative).toBeNull();
    expect(follow(track, certain, START_MS + 70_500).relative).not.toBeNull();
  });
});
