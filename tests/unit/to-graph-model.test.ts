import '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { readTflite } from '../../models/detection/tflite.ts';
import { toGraphModel } from '../../models/detection/to-graph-model.ts';

interface Description extends io.ModelArtifacts {
  readonly modelTopology: { readonly node: readonly { readonly op: string }[] };
  readonly weightsManifest: io.WeightsManifestConfig;
}

function convert(name: string, side: number) {
  const path = fileURLToPath(new URL(`../../node_modules/@mediapipe/face_detection/face_detection_${name}.tflite`, import.meta.url));
  const { description, weights } = toGraphModel(readTflite(new Uint8Array(readFileSync(path))), side);
  return { description: description as unknown as Description, weights };
}

/** Half floats that are not zero. */
const filled = (weights: Uint8Array) =>
  new Uint16Array(Uint8Array.from(weights).buffer).reduce((count, value) => count + Number(value !== 0), 0);

describe('the detectors as tfjs graph models', () => {
  it('load in the standard way and answer for a batch, grid by grid', async () => {
    const { description, weights } = convert('short_range', 128);
    const specs = description.weightsManifest.flatMap((group) => group.weights);
    const model = await loadGraphModel(io.fromMemory({ ...description, weightSpecs: specs, weightData: Uint8Array.from(weights).buffer }));
    const outputs = model.execute(zeros([2, 128, 128, 3]), ['boxes0', 'boxes1', 'scores0', 'scores1']) as Tensor[];
    expect(outputs.map(({ shape }) => shape)).toEqual([
      [2, 16, 16, 32],
      [2, 8, 8, 96],
      [2, 16, 16, 2],
      [2, 8, 8, 6],
    ]);
    // An even picture holds no face.
    for (const scores of outputs.slice(2)) expect(Math.max(...scores.dataSync())).toBeLessThan(0);
  });

  it('need only what the engine runs', () => {
    const known = [
      'Placeholder',
      'Const',
      '_FusedConv2D',
      'FusedDepthwiseConv2dNative',
      'AddV2',
      'Relu',
      'MaxPool',
      'Pad',
      'ResizeBilinear',
    ];
    for (const [name, side] of [['short_range', 128] as const, ['full_range_sparse', 192] as const])
      for (const { op } of convert(name, side).description.modelTopology.node) expect(known).toContain(op);
  });

  it('of sparse weights become dense ones with every value in them', () => {
    const sparse = filled(convert('full_range_sparse', 192).weights);
    const dense = filled(convert('full_range', 192).weights);
    expect(sparse).toBeGreaterThan(0.25 * dense);
    expect(sparse).toBeLessThan(0.75 * dense);
  });

  it('of anything else are refused', () => {
    expect(() => readTflite(new TextEncoder().encode('no model at all'))).toThrow('not a TFLite model');
  });
});
