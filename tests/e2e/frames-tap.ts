import * as v from 'valibot';
import type { ParticipantId } from '../../src/core/identity.ts';
import type { AboutToEngine } from '../../src/wire/commands.ts';
import { type ContentToEngine, type EngineToContent, FRAMES_PORT, type FramesMessage, type PicturePlace } from '../../src/wire/frames.ts';
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
 * `everyMs`, pictures as large as the engine asks for, and reads the strip of every tile from the very picture that the engine would get.
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
      /** How bright each block of a picture's strip is, 0..255. */
      const levelsIn = (size: { width: number; height: number }, brightness: (x: number, y: number) => number) =>
        Array.from({ length: blocks }, (_, index) => {
          const [fromX, fromY] = [Math.round(((index + 0.35) * size.width) / blocks), Math.round(size.height * height * 0.35)];
          const [across, down] = [(size.width / blocks) * 0.3, size.height * height * 0.3].map((px) => Math.max(1, Math.round(px)));
          let sum = 0;
          for (let y = fromY; y < fromY + (down ?? 1); y++) for (let x = fromX; x < fromX + (across ?? 1); x++) sum += brightness(x, y);
          return sum / ((across ?? 1) * (down ?? 1));
        });
      /** Reads the picture at a place, in whichever way it came. */
      const readerOf = async (atlas: FramesMessage['atlas'], pieces: readonly ArrayBuffer[]) => {
        if (atlas instanceof Blob) {
          const bitmap = await createImageBitmap(atlas);
          Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
          context?.drawImage(bitmap, 0, 0);
          bitmap.close();
        }
        const drawn = atlas instanceof Blob && context ? context.getImageData(0, 0, canvas.width, canvas.height) : null;
        const last = atlas && 'last' in atlas ? [atlas.last] : [];
        const bytes = new Uint8Array(await new Blob([...pieces, ...last]).arrayBuffer());
        return (place: PicturePlace) =>
          'at' in place
            ? levelsIn(place, (x, y) => (((bytes[place.at + y * place.width + x] ?? 0) - 16) * 255) / 219)
            : levelsIn(place, (x, y) => drawn?.data[4 * ((place.y + y) * drawn.width + place.x + x) + 1] ?? 0);
      };
      const take = async (frames: FramesMessage, pieces: readonly ArrayBuffer[]) => {
        const levelsAt = await readerOf(frames.atlas, pieces);
        const tiles = frames.tiles.map(({ participant, name, state, speaking, muted, place }) => ({
          participant,
          name,
          state,
          speaking,
          muted,
          levels: place && levelsAt(place),
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
        // As large as the engine asks for them: its own answers tell.
        const sides = new Map<ParticipantId, number>();
        const ask = () => {
          const enough = [...sides].map(([participant, sidePx]) => ({ participant, sidePx }));
          port.postMessage({ type: 'tick', tick: tick++, only: null, enough });
        };
        const clock = setInterval(ask, interval);
        let pieces: ArrayBuffer[] = [];
        port.onMessage.addListener((message) => {
          // The engine's own answers are heard too; they hold only the pictures that it asked for.
          if (message.tick < firstTick) {
            for (const { participant, name, place } of message.type === 'frames' ? message.tiles : []) {
              if (!place) continue;
              const sidePx = Math.max(place.width, place.height);
              sides.set(participant, sidePx);
              scope.moodlineAsked(name, sidePx);
            }
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
