import { noticeRequests, type RequestScope } from '../../core/request-count.ts';
import type { Backend, HostToVision, VisionToHost } from '../../wire/vision.ts';
import { createAnalyser } from './analyse.ts';
import { createClassifier } from './classifier.ts';
import { CROP_SIDE } from './crops.ts';
import { findAnywhere, findNear, NEAR_SIDE, SEARCH_SIDE } from './face-finder.ts';
import { LoadFailure } from './failure.ts';
import { loadShippedFiles } from './files.ts';
import { Networks } from './networks.ts';
import { createPictureReader } from './picture.ts';

// Pixels end here: what leaves this worker are numbers and states.

const scope = self as unknown as DedicatedWorkerGlobalScope & RequestScope;
/** What the panel and bug reports call the detector. */
const DETECTOR = 'BlazeFace, full range and short range';
const send = (message: VisionToHost) => scope.postMessage(message);

noticeRequests(scope, (fate) => send({ type: 'request-noticed', fate }));

interface Engine {
  readonly networks: Networks;
  readonly analyse: ReturnType<typeof createAnalyser>;
  readonly readPicture: ReturnType<typeof createPictureReader>;
}
let engine: Engine | null = null;
let toldBackend: Backend | null = null;

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
  send({ type: 'progress', step: 'network', progress: 0 });
  const networks = await Networks.open(files, baseUrl);
  const classifier = createClassifier(networks);
  engine = { networks, analyse: createAnalyser(networks, classifier), readPicture: createPictureReader(networks, classifier) };
  tellBackend(networks);
  // The page's tiles take longer to settle than this, and what runs for the first time takes several times as long.
  await findAnywhere(networks, new Float32Array(SEARCH_SIDE ** 2 * 3));
  await findNear(networks, new Float32Array(NEAR_SIDE ** 2 * 3));
  await classifier.classify([new Float32Array(CROP_SIDE ** 2)]);
}

/** Says that work can be done, and where: again if a lost graphics card was given up. */
function tellBackend({ backend }: Networks): void {
  if (backend === toldBackend) return;
  toldBackend = backend;
  send({ type: 'loaded', backend, detector: DETECTOR });
}

async function run({ id, atlas, tiles, effort }: Extract<HostToVision, { type: 'analyse' }>): Promise<void> {
  if (!engine) throw new Error('not loaded');
  const analysis = await engine.analyse(atlas, tiles, effort);
  tellBackend(engine.networks);
  send({ type: 'analysed', id, ...analysis, heldBytes: engine.networks.heldBytes() });
}

async function findFaces({ id, picture, search }: Extract<HostToVision, { type: 'find-faces' }>): Promise<void> {
  try {
    if (!engine) throw new Error('not loaded');
    send({ type: 'faces-found', id, faces: await engine.readPicture(picture, search) });
  } finally {
    picture.close();
  }
}
