import * as v from 'valibot';
import type { AboutToEngine } from '../../src/wire/commands.ts';
import { type ContentToEngine, type EngineToContent, FRAMES_PORT, type FramesMessage, type Planes } from '../../src/wire/frames.ts';
import { numberFrom, STRIP_BLOCKS, STRIP_HEIGHT } from '../fixtures/numbered/strip.ts';
import type { Stage } from './stage.ts';

/** One participant's frame as the content script sent it, with the number that is in its pixels. */
export interface Sample {
  readonly participant: string;
  readonly name: string;
  readonly atMs: number;
  readonly state: string;
  readonly speaking: boolean | null;
  readonly muted: boolean | null;
  /** Null if nothing can be read from the pixels. */
  readonly number: number | null;
}

export interface FramesTap {
  readonly samples: Sample[];
  /** When each packet was captured. */
  readonly packets: { readonly atMs: number; readonly captureMs: number; readonly scanMs: number; readonly live: number }[];
  /** Longest side of each picture that the engine asked for itself, by name, in their order. */
  readonly asked: { readonly name: string; readonly sidePx: number }[];
  /** Whether a port is open. */
  readonly open: boolean;
}

const tappedSchema = v.object({
  capturedAtMs: v.number(),
  captureMs: v.number(),
  scanMs: v.number(),
  tiles: v.array(
    v.object({
      participant: v.string(),
      name: v.string(),
      state: v.string(),
      speaking: v.nullable(v.boolean()),
      muted: v.nullable(v.boolean()),
      levels: v.nullable(v.array(v.number())),
    }),
  ),
});

/** What a tap uses of the extension page that it runs in. */
interface TapScope {
  readonly chrome: {
    readonly runtime: {
      readonly onConnect: { addListener(accept: (port: TapPort) => void): void };
      sendMessage(message: AboutToEngine): Promise<unknown>;
    };
  };
  moodlineTapped(text: string): void;
  moodlineAsked(name: string, sidePx: number): void;
  moodlineTapOpen(open: boolean): void;
}
interface TapPort {
  readonly name: string;
  readonly onMessage: { addListener(take: (message: ContentToEngine) => void): void };
  readonly onDisconnect: { addListener(gone: () => void): void };
  disconnect(): void;
  postMessage(message: EngineToContent): void;
}
/** The first tick of the tap: far from those of the engine, which has the same port. */
const FIRST_TICK = 1_000_000;

/**
 * Plays an engine beside the real one: accepts the content script's port in an extension page, asks it for frames
 * `everyMs`, and reads the strip of every tile from the very picture that the engine would get.
 */
export async function tapFrames({ launched }: Pick<Stage, 'launched'>, everyMs: number): Promise<FramesTap> {
  const tap = { samples: [] as Sample[], packets: [] as FramesTap['packets'], asked: [] as FramesTap['asked'], open: false };
  await launched.onboarding.exposeFunction('moodlineAsked', (name: string, sidePx: number) => void tap.asked.push({ name, sidePx }));
  await launched.onboarding.exposeFunction('moodlineTapOpen', (open: boolean) => {
    tap.open = open;
  });
  await launched.onboarding.exposeFunction('moodlineTapped', (text: string) => {
    const { capturedAtMs: atMs, captureMs, scanMs, tiles } = v.parse(tappedSchema, JSON.parse(text));
    tap.packets.push({ atMs, captureMs, scanMs, live: tiles.filter(({ levels }) => levels).length });
    for (const { levels, ...said } of tiles) tap.samples.push({ ...said, atMs, number: levels && numberFrom(levels) });
  });
  await launched.onboarding.evaluate(
    ({ portName, firstTick, interval, blocks, height }) => {
      const scope = globalThis as unknown as TapScope;
      const canvas = new OffscreenCanvas(1, 1);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const levelsIn = (rect: { x: number; y: number; width: number; height: number }) =>
        Array.from({ length: blocks }, (_, index) => {
          const { data } = context?.getImageData(
            Math.round(rect.x + ((index + 0.35) * rect.width) / blocks),
            Math.round(rect.y + rect.height * height * 0.35),
            Math.max(1, Math.round((rect.width / blocks) * 0.3)),
            Math.max(1, Math.round(rect.height * height * 0.3)),
          ) ?? { data: [] };
          let sum = 0;
          for (let at = 1; at < data.length; at += 4) sum += data[at] ?? 0;
          return (sum * 4) / data.length;
        });
      const pictureOf = async (atlas: Blob | Planes) => {
        if (atlas instanceof Blob) return createImageBitmap(atlas);
        const { pieces, width: codedWidth, height: codedHeight } = atlas;
        // The brightness comes first, and is all that is read: any colour will do.
        const bytes = new Uint8Array((codedWidth * codedHeight * 3) / 2).fill(128);
        bytes.set(new Uint8Array(await new Blob([...pieces]).slice(0, codedWidth * codedHeight).arrayBuffer()));
        const frame = new VideoFrame(bytes, { format: 'I420', codedWidth, codedHeight, timestamp: 0 });
        const picture = await createImageBitmap(frame);
        frame.close();
        return picture;
      };
      const take = async (frames: FramesMessage, pieces: readonly ArrayBuffer[]) => {
        if (frames.atlas) {
          const atlas = await pictureOf(frames.atlas instanceof Blob ? frames.atlas : { ...frames.atlas, pieces });
          Object.assign(canvas, { width: atlas.width, height: atlas.height });
          context?.drawImage(atlas, 0, 0);
          atlas.close();
        }
        const tiles = frames.tiles.map(({ participant, name, state, speaking, muted, rect }) => ({
          participant,
          name,
          state,
          speaking,
          muted,
          levels: rect && levelsIn(rect),
        }));
        scope.moodlineTapped(
          JSON.stringify({ capturedAtMs: frames.capturedAtMs, captureMs: frames.captureMs, scanMs: frames.scanMs, tiles }),
        );
      };
      let last: Promise<void> = Promise.resolve();
      scope.chrome.runtime.onConnect.addListener((port) => {
        // A port that is not refused counts as answered: the panel would wait for good where the engine is not there yet. One
        // that is refused before the engine has taken it is closed for both.
        if (!port.name.startsWith(`${portName}/`)) {
          const refuse = () => port.disconnect();
          return void scope.chrome.runtime.sendMessage({ to: 'engine', type: 'report' }).then(refuse, refuse);
        }
        let tick = firstTick;
        scope.moodlineTapOpen(true);
        const clock = setInterval(() => port.postMessage({ type: 'tick', tick: tick++, only: null, enough: [] }), interval);
        let pieces: ArrayBuffer[] = [];
        port.onMessage.addListener((message) => {
          // The engine's own answers are heard too; they hold only the pictures that it asked for.
          if (message.tick < firstTick) {
            for (const { name, rect } of message.type === 'frames' ? message.tiles : [])
              if (rect) scope.moodlineAsked(name, Math.max(rect.width, rect.height));
            return;
          }
          if (message.type === 'piece') return void pieces.push(message.bytes);
          const complete = pieces;
          pieces = [];
          last = last.then(() => take(message, complete));
        });
        port.onDisconnect.addListener(() => {
          clearInterval(clock);
          scope.moodlineTapOpen(false);
        });
      });
    },
    { portName: FRAMES_PORT, firstTick: FIRST_TICK, interval: everyMs, blocks: STRIP_BLOCKS, height: STRIP_HEIGHT },
  );
  return tap;
}
