import { env, registerBackend, registerKernel, removeBackend } from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/base';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPool';
import { meanConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Mean';
import { padV2Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/PadV2';
import { reluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { resizeBilinearConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ResizeBilinear';
import { transposeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Transpose';

// As wasm-backend.ts, for a graphics card. Loaded only where there is one.
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
// Sizes as parameters of the programs, so that fewer of them are to be compiled.
env().set('WEBGL_USE_SHAPES_UNIFORMS', true);

/** The context that a WebGL backend draws with. */
export interface GraphicsContext {
  /** Settles when it is lost. Restoring it would not bring its tensors back. */
  readonly lost: Promise<void>;
  isLost(): boolean;
}

/** Puts a new WebGL backend, with a context of its own, in the place of the last one, whose tensors are gone. */
export function renewWebgl(): GraphicsContext {
  const backend = new MathBackendWebGL();
  const { gl } = backend.gpgpu;
  // In a worker it is an OffscreenCanvas; the types of a worker's context leave it out.
  const { canvas } = gl as unknown as { canvas: OffscreenCanvas };
  removeBackend('webgl');
  registerBackend('webgl', () => backend, 1);
  return {
    lost: new Promise((resolve) => {
      canvas.addEventListener('webglcontextlost', () => resolve(), { once: true });
    }),
    isLost: () => gl.isContextLost(),
  };
}
