import '@tensorflow/tfjs';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import { standardise } from '../../src/core/standardise.ts';
import golden from '../../models/training/golden.json' with { type: 'json' };
import { shippedFile } from '../../models/emit-files.ts';

interface Metadata {
  readonly labels: { readonly ferplus: readonly string[]; readonly fer2013: readonly string[] };
  readonly temperature: number;
  readonly mmacs: number;
  readonly params: number;
}

/** Plain, fused, few: what is fast in both backends. */
const FAST_OPERATIONS = new Set([
  'Placeholder',
  'Const',
  '_FusedConv2D',
  'AddV2',
  'Relu',
  'Mean',
  'MatMul',
  '_FusedMatMul',
  'BiasAdd',
  'Identity',
]);

describe('the shipped network', () => {
  const description = JSON.parse(new TextDecoder().decode(shippedFile('models/expression/model.json'))) as io.ModelJSON;
  const weights = shippedFile('models/expression/weights.bin');
  const metadata = description.userDefinedMetadata as unknown as Metadata;
  let model: GraphModel;

  beforeAll(async () => {
    const artifacts = {
      ...(description as unknown as io.ModelArtifacts),
      weightSpecs: description.weightsManifest.flatMap((group) => group.weights),
      weightData: Uint8Array.from(weights).buffer,
    };
    model = await loadGraphModel(io.fromMemory(artifacts));
  });

  const run = async (batch: Float32Array, head: string): Promise<Float32Array> => {
    const input = tensor4d(batch, [batch.length / (48 * 48), 48, 48, 1]);
    const output = model.execute(input, head) as Tensor;
    const values = (await output.data()) as Float32Array;
    input.dispose();
    output.dispose();
    return values;
  };
  const wave = (seed: number) => Float32Array.from({ length: 48 * 48 }, (_, at) => Math.sin(at * 0.37 + seed) * 1.4);

  it('names its outputs as the code expects them', () => {
    expect(metadata.labels.ferplus).toEqual(EXPRESSIONS);
    expect(metadata.labels.fer2013).toHaveLength(7);
    expect(metadata.temperature).toBeGreaterThan(0);
  });

  it('keeps to the limits: 60 million multiply-adds, 1.25 million parameters, 2.5 MB', () => {
    expect(metadata.mmacs).toBeLessThanOrEqual(60);
    expect(metadata.params).toBeLessThanOrEqual(1_250_000);
    expect(weights.length).toBeLessThanOrEqual(2_500_000);
  });

  it('is made of operations that are fast in both backends', () => {
    const { node } = description.modelTopology as { node: { op: string }[] };
    expect(node.map(({ op }) => op).filter((op) => !FAST_OPERATIONS.has(op))).toEqual([]);
  });

  it.each(golden.cases.map((one) => [one.rowStep, one.columnStep, one] as const))(
    'gives PyTorch’s scores for the pattern %i, %i: preprocessing, graph and weights agree',
    async (rowStep, columnStep, { ferplus, fer2013 }) => {
      const grey = Float32Array.from(
        { length: 48 * 48 },
        (_, at) => ((Math.floor(at / 48) * rowStep + (at % 48) * columnStep) % 256) / 255,
      );
      const crop = new Float32Array(grey.length);
      standardise(grey, crop, 0);
      const heads = { ferplus, fer2013 };
      for (const [head, expected] of Object.entries(heads)) {
        const found = await run(crop, head);
        expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 3));
      }
    },
  );

  it('gives eight and seven finite logits, the same alone and in a batch', async () => {
    const [first, second] = [wave(1), wave(2)];
    const both = new Float32Array([...first, ...second]);
    const alone = [...(await run(first, 'ferplus')), ...(await run(second, 'ferplus'))];
    const together = [...(await run(both, 'ferplus'))];
    expect(together).toHaveLength(16);
    together.forEach((value, index) => expect(value).toBeCloseTo(alone[index] ?? Number.NaN, 4));
    const seven = await run(first, 'fer2013');
    expect(seven).toHaveLength(7);
    expect([...seven].every(Number.isFinite)).toBe(true);
  });
});
