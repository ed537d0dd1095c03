import { err, ok } from '../../core/result.ts';
import { openPage } from '../../platform/lifecycle.ts';
import { readMode, readSettings } from '../../platform/settings.ts';
import { VisionClient, type VisionState } from '../../platform/vision-client.ts';
import type { TryItSource } from './source.ts';

/** The Try it page's source inside the extension: a vision worker of its own, like the engine's, until `signal` aborts. */
export function extensionTryItSource(signal: AbortSignal): TryItSource {
  let vision: VisionClient | null = null;
  let tellNow: (state: VisionState) => void = () => {};
  signal.addEventListener('abort', () => vision?.close());
  return {
    settings: async () => ({ consented: (await readMode()) !== null, doubt: (await readSettings()).doubt }),
    async findFaces(picture, search, tell) {
      tellNow = tell;
      // After a failure the next picture gets a new worker.
      if (vision === null || vision.state.phase === 'stopped') vision = new VisionClient((state) => tellNow(state));
      const faces = await vision.findFaces(picture, search);
      if (faces) return ok(faces);
      return err(vision.state.phase === 'stopped' ? vision.state.trouble : 'engine-failed');
    },
    openSetup: () => void openPage('onboarding'),
  };
}
