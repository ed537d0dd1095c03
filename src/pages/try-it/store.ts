import { type ReadonlySignal, signal } from '@preact/signals';
import type { Doubt } from '../../core/doubt.ts';
import { followFaces, type TrackedFace } from '../../core/face-tracks.ts';
import type { Trouble } from '../../core/trouble.ts';
import type { VisionState } from '../../platform/vision-client.ts';
import { type CameraStore, createCameraStore } from './camera-store.ts';
import { decodePicture, type PictureProblem } from './decode.ts';
import type { TryItSource } from './source.ts';

/** Pictures that are shown at once: each keeps a preview in memory. */
export const MAXIMUM_PICTURES = 20;
/** Faces are looked for in pictures of this size; a face of 34 px is found there. */
const WORKING_SIDE_PX = 2_048;
const PREVIEW_SIDE_PX = 1_280;

/** One picture that was given, and how far it is. */
export interface Picture {
  readonly id: number;
  readonly file: File;
  readonly progress:
    | { readonly phase: 'waiting' | 'reading' }
    | { readonly phase: 'failed'; readonly problem: PictureProblem | Trouble }
    | {
        readonly phase: 'read';
        readonly faces: readonly TrackedFace[];
        /** What the faces' boxes refer to, in px. */
        readonly width: number;
        readonly height: number;
        readonly preview: ImageBitmap;
      };
}

/** What the page shows and may ask for. Nothing of it outlives the page. */
export interface TryItStore {
  /** Null until it is known. */
  readonly consented: ReadonlySignal<boolean | null>;
  readonly pictures: ReadonlySignal<readonly Picture[]>;
  /** More pictures were given than are shown at once. */
  readonly tooMany: ReadonlySignal<boolean>;
  /** The engine's start, as far as it is worth telling. */
  readonly engine: ReadonlySignal<VisionState | null>;
  readonly camera: CameraStore;
  /** Reads what the user has chosen, which may change in another tab. */
  load(): Promise<void>;
  add(files: readonly File[]): void;
  remove(id: number): void;
  openSetup(): void;
}

/** @param page aborts when the page is gone */
export function createTryItStore(source: TryItSource, page: AbortSignal): TryItStore {
  const consented = signal<boolean | null>(null);
  const pictures = signal<readonly Picture[]>([]);
  const tooMany = signal(false);
  const engine = signal<VisionState | null>(null);
  const tell = (state: VisionState) => {
    engine.value = state;
  };
  let doubt: Doubt = 'balanced';
  let lastId = 0;
  let working = false;

  const become = (id: number, progress: Picture['progress']) => {
    pictures.value = pictures.value.map((picture) => (picture.id === id ? { ...picture, progress } : picture));
  };

  /** One picture after the other, for as long as one waits. */
  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = waiting(); next && !page.aborted; next = waiting()) {
      become(next.id, { phase: 'reading' });
      const progress = await read(next.file);
      // It may have been removed meanwhile.
      if (progress.phase === 'read' && !pictures.value.some(({ id }) => id === next?.id)) progress.preview.close();
      else become(next.id, progress);
    }
    working = false;
  }

  const waiting = () => pictures.value.find(({ progress }) => progress.phase === 'waiting');

  async function read(file: File): Promise<Picture['progress']> {
    const decoded = await decodePicture(file, WORKING_SIDE_PX);
    if (!decoded.ok) return { phase: 'failed', problem: decoded.error };
    const { width, height } = decoded.value;
    const preview = await shrunk(decoded.value, PREVIEW_SIDE_PX);
    const faces = await source.findFaces(decoded.value, 'thorough', tell);
    if (faces.ok) return { phase: 'read', faces: followFaces([], faces.value, 0, doubt), width, height, preview };
    preview.close();
    return { phase: 'failed', problem: faces.error };
  }

  return {
    consented,
    pictures,
    tooMany,
    engine,
    camera: createCameraStore(
      (frame) => source.findFaces(frame, 'quick', tell),
      (before, faces, atMs) => followFaces(before, faces, atMs, doubt),
      page,
    ),
    load: async () => {
      const settings = await source.settings();
      doubt = settings.doubt;
      consented.value = settings.consented;
    },
    add(files) {
      const room = MAXIMUM_PICTURES - pictures.value.length;
      tooMany.value = files.length > room;
      const added = files.slice(0, room).map((file): Picture => ({ id: ++lastId, file, progress: { phase: 'waiting' } }));
      pictures.value = [...pictures.value, ...added];
      void work();
    },
    remove(id) {
      const gone = pictures.value.find((picture) => picture.id === id);
      if (gone?.progress.phase === 'read') gone.progress.preview.close();
      pictures.value = pictures.value.filter((picture) => picture.id !== id);
      tooMany.value = false;
    },
    openSetup: () => source.openSetup(),
  };
}

async function shrunk(picture: ImageBitmap, longestSidePx: number): Promise<ImageBitmap> {
  const shrink = Math.min(1, longestSidePx / Math.max(picture.width, picture.height));
  return createImageBitmap(picture, {
    resizeWidth: Math.max(1, Math.round(picture.width * shrink)),
    resizeHeight: Math.max(1, Math.round(picture.height * shrink)),
    resizeQuality: 'high',
  });
}
