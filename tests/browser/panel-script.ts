import type { Page } from 'playwright-core';
import { mapExpressions, type Expression } from '../../src/core/expression.ts';
import { millis, participantId, sessionId } from '../../src/core/identity.ts';
import type { Mode } from '../../src/core/mode.ts';
import type { Mood, Reading, ReadingState } from '../../src/core/reading.ts';
import type { PanelEvent, PanelReview } from '../../src/panel/source.ts';
import type { EngineStatus, LiveTick } from '../../src/wire/panel-live.ts';
import type { PanelHarness } from './harness/panel-harness.ts';

declare const harness: PanelHarness;

/** The clock of the harness page when it opens. */
export const T0 = 1_800_000_000_000;

interface MoodOptions {
  readonly expression?: Expression;
  readonly valence?: number;
  readonly certainty?: number;
}

function mood({ expression = 'happiness', valence = 0.4, certainty = 0.8 }: MoodOptions = {}): Mood {
  return { expression: mapExpressions((name) => (name === expression ? 0.93 : 0.01)), valence, arousal: 0, certainty };
}

/** One participant's part of a tick; a state other than `ok` has no mood. */
export type Part = MoodOptions & {
  readonly name: string;
  readonly id?: string;
  readonly self?: boolean;
  readonly state?: ReadingState;
  readonly speaking?: boolean | null;
  readonly muted?: boolean | null;
  /** Arousal relative to the own resting face. */
  readonly liveliness?: number;
};

function reading(part: Part, atMs: number): Reading {
  const { name, id = name, self = false, speaking = null, muted = null, state = 'ok', liveliness } = part;
  return {
    participant: participantId(id),
    name,
    self,
    speaking,
    muted,
    atMs: millis(atMs),
    state,
    mood: state === 'ok' ? mood(part) : null,
    relative: state === 'ok' && liveliness !== undefined ? { valence: 0, arousal: liveliness } : null,
  };
}

/** A tick of the engine at `atMs`; `room` null means too few faces. */
export function live(atMs: number, parts: readonly Part[], room: MoodOptions | null = null, faces = 5): PanelEvent {
  const message: LiveTick = {
    type: 'live',
    tick: 1,
    capturedAtMs: millis(atMs),
    room: { atMs: millis(atMs), faces: room === null ? 2 : faces, mood: room === null ? null : mood(room) },
    readings: parts.map((part) => reading(part, atMs)),
    stages: { capture: 1, encode: 1, transport: 1, decode: 1, detect: 5, classify: 5 },
    dropped: 0,
  };
  return { type: 'engine', message };
}

export const status = (value: EngineStatus): PanelEvent => ({ type: 'engine', message: { type: 'status', status: value } });

export const loading = (step: 'files' | 'detector' | 'network' | 'backend', progress: number): PanelEvent =>
  status({ phase: 'loading', step, progress });

export const watching = (...notices: Extract<EngineStatus, { phase: 'watching' }>['notices']): PanelEvent =>
  status({ phase: 'watching', condition: 'well', backend: 'webgl', detector: 'blaze', rateHz: 2, msPerTile: 12, tiles: 5, notices });

/** Mode chosen, in a call, watching since `T0`. */
export const switchedOn = (mode: Mode = 'each'): readonly PanelEvent[] => [
  ...ready(mode),
  { type: 'watch', startedAtMs: T0, stopped: null },
];

/** Mode chosen, in a call, watching off. */
export const ready = (mode: Mode = 'each'): readonly PanelEvent[] => [
  { type: 'mode', mode },
  { type: 'page', page: 'in-call', site: 'meet' },
  { type: 'watch', startedAtMs: null, stopped: null },
];

/** Ana's whole call: two minutes without, two minutes with a smile. */
export const smile: PanelEvent = {
  type: 'engine',
  message: {
    type: 'detail',
    participant: participantId('Ana'),
    after: -1,
    points: Array.from({ length: 48 }, (_, sequence) => {
      const [expression, valence] = sequence < 24 ? (['neutral', 0] as const) : (['happiness', 0.6] as const);
      const scores = mapExpressions((name) => (name === expression ? 0.93 : 0.01));
      return { sequence, mood: { expression: scores, valence, arousal: 0.1, certainty: 0.8 }, states: { ok: 10 } };
    }),
  },
};

const eight: readonly Part[] = [
  { name: 'Ana Ferreira', expression: 'happiness', speaking: true, liveliness: 0.5 },
  { name: 'Þórdís Ævarsdóttir-Montgomery', expression: 'neutral', certainty: 0.6, muted: true },
  { name: '山田 太郎', expression: 'surprise', certainty: 0.3 },
  { name: 'Дмитрий Соколов', state: 'camera-off', muted: true },
  { name: 'أحمد بن محمد', expression: 'sadness', certainty: 0.6, liveliness: -0.5 },
  { name: 'अनन्या शर्मा', state: 'turned-away' },
  { name: '', expression: 'anger' },
  { name: 'Sam', self: true, expression: 'happiness' },
];
/** Valence over the last five minutes, each line with its own gap. */
const wave = (shift: number) =>
  Array.from({ length: 100 }, (_, index) => {
    const valence = index % 29 < 3 * shift ? null : 0.6 * Math.sin(index / 9 + shift) + 0.2 * Math.sin(index / 2);
    return { atMs: millis(T0 - (100 - index) * 3_000), valence };
  });

/** A panel that is opened in the middle of a call of eight. */
export const talk: readonly PanelEvent[] = [
  { type: 'watch', startedAtMs: T0 - 25 * 60_000, stopped: null },
  {
    type: 'engine',
    message: {
      type: 'history',
      startedAtMs: millis(T0 - 25 * 60_000),
      room: wave(0),
      participants: eight.map(({ name, self = false }, index) => ({
        participant: participantId(name),
        name,
        self,
        points: wave(index + 1),
      })),
    },
  },
  live(T0, eight, { expression: 'happiness', valence: 0.3 }),
];

/** The call is over, and what it came to. */
export const ended: PanelEvent = { type: 'watch', startedAtMs: null, stopped: { reason: 'call-ended', trouble: null } };
export const kept = {
  kept: true,
  undecided: true,
  id: sessionId('6f1e3c1a-8a4e-4f0e-9a55-0d6b4b0f5f11'),
  people: 5,
  watchedMs: 42 * 60_000,
  missedMs: 90_000,
  moments: 2,
  shares: mapExpressions((name) => (name === 'neutral' ? 0.6 : name === 'happiness' ? 0.4 : 0)),
} satisfies PanelReview;
export const review = (said: PanelReview | null): PanelEvent => ({ type: 'review', review: said });

/** Lets events happen in the page, all at its clock's `atMs`. */
export async function emit(page: Page, events: readonly PanelEvent[], atMs = T0): Promise<void> {
  await page.evaluate(
    (given) => {
      harness.nowMs = given.atMs;
      return harness.emit(...given.events);
    },
    { events, atMs },
  );
}

export const calls = (page: Page): Promise<readonly string[]> => page.evaluate(() => harness.calls);
