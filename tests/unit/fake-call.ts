import { vi } from 'vitest';
import { type ParticipantId, participantId } from '../../src/core/identity.ts';
import type { TileSight } from '../../src/core/mood-track.ts';
import { CallSession } from '../../src/offscreen/call-session.ts';
import type { Analysed, VisionState } from '../../src/platform/vision-client.ts';
import type { OpenSession } from '../../src/wire/commands.ts';
import type { Atlas, ContentToEngine, EngineToContent, FramesMessage, FrameTile } from '../../src/wire/frames.ts';
import type { EngineToPanel, LiveTick } from '../../src/wire/panel-live.ts';
import { openSession, scores } from './samples.ts';

/** A tile that shows a person. */
export function tile(name: string, change: Partial<FrameTile> = {}): FrameTile {
  const participant: ParticipantId = participantId(`meet:${name}`);
  const place = { x: 0, y: 0, width: 160, height: 90 };
  return { participant, name, self: false, speaking: null, muted: null, state: 'live', streamEpoch: 1, place, ...change };
}

/** The call page's end of the channel: it gets ticks and answers when the test says so. */
export class FakePage {
  readonly ticks: number[] = [];
  /** Whom each tick asked for. */
  readonly only: (readonly string[] | null)[] = [];
  /** How large a picture the newest tick said to be enough, by name. */
  enough: Record<string, number> = {};
  readonly releases: number[] = [];
  closed = false;
  #answer: ((frames: ContentToEngine) => void)[] = [];

  readonly channel = {
    send: (message: EngineToContent) => {
      if (message.type === 'release') return void this.releases.push(message.tick);
      this.ticks.push(message.tick);
      this.only.push(message.only);
      this.enough = Object.fromEntries(message.enough.map(({ participant, sidePx }) => [participant.slice('meet:'.length), sidePx]));
    },
    onMessage: (handle: (frames: ContentToEngine) => void) => void this.#answer.push(handle),
    onClose: () => {},
    close: () => {
      this.closed = true;
    },
  };

  /** Answers the newest tick, unless `change` says otherwise. */
  async answer(tiles: readonly FrameTile[], change: Partial<FramesMessage> = {}): Promise<void> {
    const atlas = tiles.some(({ place }) => place) ? new Blob(['jpeg']) : null;
    const frames: FramesMessage = {
      type: 'frames',
      tick: this.ticks.at(-1) ?? 0,
      capturedAtMs: Date.now(),
      atlas,
      tiles: [...tiles],
      health: 'well',
      captureMs: 1,
      scanMs: 0.5,
      encodeMs: 1,
      ...change,
    };
    for (const handle of this.#answer) handle(frames);
    await vi.advanceTimersByTimeAsync(0);
  }
}

/** The vision worker: sees the same in every tile, at once unless held. */
export class FakeVision {
  state: VisionState = { phase: 'ready', backend: 'wasm', detector: 'full' };
  sight: TileSight = { state: 'face', scores: scores('happiness', 0.9), quality: 1 };
  /** In the px of a tile; null where no face is. */
  eyeDistancePx: number | null = 30;
  calls = 0;
  /** What a tile is said to cost. */
  msPerTile = 7;
  fails = false;
  held = false;
  #waiting: (() => void)[] = [];

  analyse = async (_atlas: Atlas, tiles: readonly unknown[]): Promise<Analysed | null> => {
    this.calls++;
    if (this.held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.fails
      ? null
      : {
          type: 'analysed',
          id: this.calls,
          sights: tiles.map(() => this.sight),
          eyeDistancesPx: tiles.map(() => this.eyeDistancePx),
          looks: { kept: 0, near: tiles.length, searched: 0 },
          decodeMs: 0,
          detectMs: 0.5 * this.msPerTile * tiles.length,
          classifyMs: 0.5 * this.msPerTile * tiles.length,
          heldBytes: 0,
        };
  };

  async release(): Promise<void> {
    this.held = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
    await vi.advanceTimersByTimeAsync(0);
  }
}

/** A watched call whose page, vision and clock are the test's; it has just asked its first tick. */
export async function startCall(change: Partial<OpenSession> = {}, vision = new FakeVision()) {
  const told: EngineToPanel[] = [];
  const session = new CallSession(openSession(change), vision, (message) => void told.push(message), Date.now, { onBattery: false });
  const page = new FakePage();
  session.attach(page.channel);
  await vi.advanceTimersByTimeAsync(0);
  const lives = () => told.filter((message): message is LiveTick => message.type === 'live');
  return {
    session,
    page,
    vision,
    told,
    lives,
    lastLive: () => lives().at(-1),
    notices: () =>
      told.flatMap((message) => (message.type === 'status' && message.status.phase === 'watching' ? [message.status.notices] : [])).at(-1),
    /** Lets time pass until the next tick, and answers it. */
    next: async (tiles: readonly FrameTile[], afterMs = 500) => {
      await vi.advanceTimersByTimeAsync(afterMs);
      await page.answer(tiles);
    },
  };
}
