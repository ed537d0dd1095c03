import type { HostToVision, VisionToHost } from '../../wire/vision.ts';
import { createAnalyser } from './analyse.ts';
import { createDetector, DETECTOR_NAME } from './detector.ts';
import { LoadFailure } from './failure.ts';
import { loadShippedFiles } from './files.ts';
import { createNetwork } from './network.ts';
import { createPictureReader } from './picture.ts';

// Pixels end here: what leaves this worker are numbers and states.

const scope = self as unknown as DedicatedWorkerGlobalScope;
const send = (message: VisionToHost) => scope.postMessage(message);

// TensorFlow Lite writes notes ("INFO: …") to the error stream, where the browser would list them as errors of the extension.
const writeError = console.error.bind(console);
console.error = (...said: unknown[]) => (String(said[0]).startsWith('INFO:') ? console.debug(...said) : writeError(...said));

let analyse: ReturnType<typeof createAnalyser> | null = null;
let readPicture: ReturnType<typeof createPictureReader> | null = null;

let lastWork = Promise.resolve();

scope.addEventListener('message', ({ data }: MessageEvent<HostToVision>) => {
  // One after the other: detector, crop sheet and network are shared.
  lastWork = lastWork
    .then(() => take(data))
    .catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      send({ type: 'failed', trouble: error instanceof LoadFailure ? error.trouble : 'engine-failed', detail });
    });
});

async function take(message: HostToVision): Promise<void> {
  switch (message.type) {
    case 'load':
      return load(message.baseUrl);
    case 'analyse':
      return run(message);
    case 'find-faces':
      return findFaces(message);
  }
}

async function load(baseUrl: string): Promise<void> {
  const files = await loadShippedFiles(baseUrl, (progress) => send({ type: 'progress', step: 'files', progress }));
  send({ type: 'progress', step: 'detector', progress: 0 });
  const detector = await createDetector(files, baseUrl);
  send({ type: 'progress', step: 'network', progress: 0 });
  const network = await createNetwork(files, baseUrl);
  analyse = createAnalyser(detector, network);
  readPicture = createPictureReader(detector, network);
  send({ type: 'loaded', backend: network.backend, detector: DETECTOR_NAME });
}

async function run({ id, atlas, rects }: Extract<HostToVision, { type: 'analyse' }>): Promise<void> {
  if (!analyse) throw new Error('not loaded');
  send({ type: 'analysed', id, ...(await analyse(atlas, rects)) });
}

async function findFaces({ id, picture, search }: Extract<HostToVision, { type: 'find-faces' }>): Promise<void> {
  try {
    if (!readPicture) throw new Error('not loaded');
    send({ type: 'faces-found', id, faces: await readPicture(picture, search) });
  } finally {
    picture.close();
  }
}
