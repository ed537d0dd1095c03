import '@tensorflow/tfjs-core/dist/flags';
import '@tensorflow/tfjs-core/dist/platforms/platform_browser';
import { engine, env, registerKernel } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import { meanConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Mean';
import { padV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { resizeBilinearConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ResizeBilinear';
import { transposeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose';

// tfjs with wasm and only the operations that our networks use (see graph.ts), instead of all of its kernels.
const KERNELS = [
  _fusedMatMulConfig,
  addConfig,
  fusedConv2DConfig,
  fusedDepthwiseConv2DConfig,
  identityConfig,
  maxPoolConfig,
  meanConfig,
  padV2Config,
  reluConfig,
  reshapeConfig,
  resizeBilinearConfig,
  // Part of a mean.
  transposeConfig,
];
for (const kernel of KERNELS) registerKernel(kernel);

/** Tells tfjs where its wasm file is. To be called before the backend is used.
 * @param baseUrl URL of the extension's root */
export function prepareWasm(baseUrl: string): void {
  // Without this tfjs-wasm waits forever for its threads in an extension's worker.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // tfjs asks for all three variants; only the SIMD one is shipped, since every Chrome we run in has SIMD.
  const simd = new URL('tfjs/tfjs-backend-wasm-simd.wasm', baseUrl).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': simd,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
}

/** Size of the wasm memory in bytes, 0 while wasm was not used. It grows and never shrinks. */
export function wasmBytes(): number {
  const backend = engine().registry['wasm'] as BackendWasm | undefined;
  // The types leave out what every module of Emscripten has.
  const module = backend?.wasm as { readonly HEAPU8: Uint8Array } | undefined;
  return module?.HEAPU8.byteLength ?? 0;
}
