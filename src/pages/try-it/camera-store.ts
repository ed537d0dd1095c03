import { type ReadonlySignal, signal } from '@preact/signals';
import type { followFaces, FoundFace, TrackedFace } from '../../core/face-tracks.ts';
import type { Result } from '../../core/result.ts';
import type { Trouble } from '../../core/trouble.ts';
import { type CameraProblem, openCamera, pictureOf } from './camera.ts';

/** Share of the time in which the vision worker may be busy with the camera's pictures. */
const BUSY_SHARE = 0.4;

/** Readings per second at most: boxes that follow, without a busy machine. */
const SHORTEST_PAUSE_MS = 150;

/** What the webcam shows now. */
export interface CameraView {
  readonly stream: MediaStream;
  /** Size of a frame in px, which the faces' boxes refer to; null before the first one was read. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly faces: readonly TrackedFace[];
}

/** The own webcam: off until it is started, and never on while the page is out of sight. */
export interface CameraStore {
  readonly view: ReadonlySignal<CameraView | null>;
  /** The browser is asking the user. */
  readonly asking: ReadonlySignal<boolean>;
  /** Why the camera is not on, or not on any more. */
  readonly problem: ReadonlySignal<CameraProblem | Trouble | null>;
  start(): Promise<void>;
  stop(): void;
  /** Reads frame after frame of the video that shows the stream, until the camera is stopped. */
  follow(video: HTMLVideoElement): Promise<void>;
}

/**
 * @param read gets each frame and closes it
 * @param follow joins a frame's faces to those of the frame before
 * @param page aborts when the page is gone
 */
export function createCameraStore(
  read: (frame: ImageBitmap) => Promise<Result<readonly FoundFace[], Trouble>>,
  follow: typeof followFaces,
  page: AbortSignal,
): CameraStore {
  const view = signal<CameraView | null>(null);
  const asking = signal(false);
  const problem = signal<CameraProblem | Trouble | null>(null);
  let life: AbortController | null = null;

  function stop(why: CameraProblem | Trouble | null): void {
    life?.abort();
    life = null;
    asking.value = false;
    view.value = null;
    problem.value = why;
  }
  page.addEventListener('abort', () => stop(null));

  return {
    view,
    asking,
    problem,
    async start() {
      stop(null);
      const mine = new AbortController();
      life = mine;
      asking.value = true;
      const opened = await openCamera(stop, mine.signal);
      if (life !== mine) return;
      asking.value = false;
      if (opened.ok) view.value = { stream: opened.value, size: null, faces: [] };
      else stop(opened.error);
    },
    stop: () => stop(null),
    async follow(video) {
      const mine = life;
      if (!mine) return;
      const { signal: gone } = mine;
      while (!gone.aborted) {
        const startMs = performance.now();
        const frame = await pictureOf(video).catch(() => null);
        if (frame) {
          const size = { width: frame.width, height: frame.height };
          const faces = await read(frame);
          if (gone.aborted) return;
          if (!faces.ok) return stop(faces.error);
          const before = view.value;
          if (before) view.value = { stream: before.stream, size, faces: follow(before.faces, faces.value, startMs) };
        }
        const workMs = performance.now() - startMs;
        await pause(Math.max(SHORTEST_PAUSE_MS, workMs / BUSY_SHARE - workMs), gone);
      }
    },
  };
}

/** @returns after `ms`, or at once when `life` aborts */
function pause(ms: number, life: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      life.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    life.addEventListener('abort', done);
  });
}
