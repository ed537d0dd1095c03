import { fileURLToPath } from 'node:url';
import { openWorker } from '../../tests/driver/browser-worker.ts';
import { serveImages } from './image-server.ts';

/** A module worker in a real Chromium, as the engine's, that can read image files. */
export interface WorkerPage {
  /** Address of the file with this index, for the worker. */
  url(index: number): string;
  /** Calls a function that the worker put on its global object. Argument and result cross as JSON. */
  call(name: string, argument: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Runs a worker script of this folder, which must write "ready" to its console once it can be called.
 * @param script its name, for instance `evaluate.worker.ts`
 * @param paths image files that it may read
 */
export async function openWorkerPage(script: string, paths: readonly string[]): Promise<WorkerPage> {
  const { worker, origin, close } = await openWorker(fileURLToPath(new URL(`./${script}`, import.meta.url)));
  const images = await serveImages(paths, origin);
  return {
    url: images.url,
    call: (name, argument) => worker.evaluate(`${name}(${JSON.stringify(argument)})`),
    close: async () => {
      await close();
      await images.close();
    },
  };
}
