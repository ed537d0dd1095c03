import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { env, io, setBackend, tensor4d, type Tensor, ready } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgl';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type ExpressionScores, EXPRESSIONS, scoresFromLogits } from '../../core/expression.ts';
import { standardise } from '../../core/standardise.ts';
import type { Backend } from '../../wire/vision.ts';
import { CROP_SIDE } from './crops.ts';
import { LoadFailure } from './failure.ts';
import { fileOf, type ShippedFiles } from './files.ts';

/** Crops in a warm-up batch: about a call's worth of faces. */
const WARM_UP_BATCH = 6;
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

export interface Network {
  readonly backend: Backend;
  /** Expression probabilities of each crop (CROP_SIDE² grey values in [0, 1]), in their order. */
  classify(crops: readonly Float32Array[]): Promise<ExpressionScores[]>;
}

/**
 * Loads our network and chooses the backend by measurement: WebGL if the renderer is a real GPU and
 * a warm-up batch is faster there, else wasm.
 * @throws LoadFailure `file-corrupt` if the files do not hold the model that this code expects
 */
export async function createNetwork(files: ShippedFiles, baseUrl: string): Promise<Network> {
  // Without this tfjs-wasm waits forever for its threads in an extension's worker.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // tfjs asks for all three variants; only the SIMD one is shipped, since every Chrome we run in has SIMD.
  const simd = new URL('tfjs/tfjs-backend-wasm-simd.wasm', baseUrl).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': simd,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  const wasm = await open('wasm', files);
  if (!hasRealGpu()) return networkOn(wasm);
  const webgl = await open('webgl', files).catch(() => null);
  if (!webgl || webgl.warmUpMs >= wasm.warmUpMs) {
    webgl?.model.dispose();
    await setBackend('wasm');
    return networkOn(wasm);
  }
  wasm.model.dispose();
  return networkOn(webgl);
}

interface OpenModel {
  readonly backend: Backend;
  readonly model: GraphModel;
  readonly temperature: number;
  readonly warmUpMs: number;
}

async function open(backend: Backend, files: ShippedFiles): Promise<OpenModel> {
  if (!(await setBackend(backend))) throw new LoadFailure('engine-failed', `backend ${backend} does not start`);
  await ready();
  const description = JSON.parse(new TextDecoder().decode(fileOf(files, 'models/expression/model.json'))) as io.ModelJSON;
  const { temperature, labels } = readMetadata(description);
  if (labels.join() !== EXPRESSIONS.join()) throw new LoadFailure('file-corrupt', 'the model has other labels');
  const model = await loadGraphModel(
    io.fromMemory({
      ...(description as unknown as io.ModelArtifacts),
      weightSpecs: description.weightsManifest.flatMap((group) => group.weights),
      weightData: fileOf(files, 'models/expression/weights.bin'),
    }),
  );
  const blank = Array.from({ length: WARM_UP_BATCH }, () => new Float32Array(CROP_SIDE * CROP_SIDE));
  await logitsOf(model, blank); // compiles shaders, allocates
  const start = performance.now();
  await logitsOf(model, blank);
  return { backend, model, temperature, warmUpMs: performance.now() - start };
}

function networkOn({ backend, model, temperature }: OpenModel): Network {
  return {
    backend,
    async classify(crops) {
      if (crops.length === 0) return [];
      const logits = await logitsOf(model, crops);
      const width = EXPRESSIONS.length;
      return crops.map((_, index) => scoresFromLogits(logits.subarray(index * width, (index + 1) * width), temperature));
    },
  };
}

async function logitsOf(model: GraphModel, crops: readonly Float32Array[]): Promise<Float32Array> {
  const size = CROP_SIDE * CROP_SIDE;
  const batch = new Float32Array(crops.length * size);
  crops.forEach((crop, index) => standardise(crop, batch, index * size));
  const input = tensor4d(batch, [crops.length, CROP_SIDE, CROP_SIDE, 1]);
  let output: Tensor | null = null;
  try {
    output = model.execute(input, 'ferplus') as Tensor;
    return (await output.data()) as Float32Array;
  } finally {
    input.dispose();
    output?.dispose();
  }
}

function readMetadata(description: io.ModelJSON): { temperature: number; labels: readonly string[] } {
  const metadata = description.userDefinedMetadata as { temperature?: unknown; labels?: { ferplus?: unknown } } | undefined;
  const labels = metadata?.labels?.ferplus;
  if (typeof metadata?.temperature !== 'number' || !Array.isArray(labels)) {
    throw new LoadFailure('file-corrupt', 'the model does not describe itself');
  }
  return { temperature: metadata.temperature, labels: labels.map(String) };
}

function hasRealGpu(): boolean {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  const info = context?.getExtension('WEBGL_debug_renderer_info');
  if (!context || !info) return false;
  const renderer = String(context.getParameter(info.UNMASKED_RENDERER_WEBGL));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE_RENDERER.test(renderer);
}
