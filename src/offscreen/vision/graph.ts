import { engine, fused, type Tensor, type Tensor2D, tensor } from '@tensorflow/tfjs-core';
import { LoadFailure } from './failure.ts';
import { fileOf, type ShippedFiles } from './files.ts';

/** A network in tfjs graph-model format, ready to run. */
export interface Graph {
  /** What the model says of itself. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Computes the outputs of these names, and nothing that they do not need. The caller disposes what it gets. */
  run(image: Tensor, outputs: readonly string[]): Tensor[];
  dispose(): void;
}

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, { s?: string; b?: boolean; list?: { i?: readonly string[]; s?: readonly string[] } }>>;
}
interface Description {
  readonly signature: { readonly outputs: Readonly<Record<string, { readonly name: string }>> };
  readonly userDefinedMetadata?: Readonly<Record<string, unknown>>;
  readonly modelTopology: { readonly node: readonly Node[] };
  readonly weightsManifest: readonly { readonly weights: readonly WeightSpec[] }[];
}
interface WeightSpec {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string };
}

type Step = (inputs: readonly Tensor[]) => Tensor;

/**
 * Opens a graph model on the backend in use. Instead of tfjs-converter with its hundreds of operations, the eight that
 * our networks use are run here, in the order of the file.
 * @throws LoadFailure `file-corrupt` if it is no such model
 */
export function openGraph(files: ShippedFiles, folder: string): Graph {
  const description = JSON.parse(new TextDecoder().decode(fileOf(files, `${folder}/model.json`))) as Description;
  const specs = description.weightsManifest.flatMap(({ weights }) => weights);
  const { tensors: constants, integers } = readWeights(specs, fileOf(files, `${folder}/weights.bin`), folder);
  const nodes = description.modelTopology.node;
  const placeholder = nodes.find(({ op }) => op === 'Placeholder')?.name ?? '';
  const steps = new Map<string, { readonly inputs: readonly string[]; readonly step: Step }>();
  for (const node of nodes) {
    if (node.op === 'Const' || node.op === 'Placeholder') continue;
    const inputs = node.input ?? [];
    const parameter = inputs.flatMap((input) => integers.get(input) ?? []);
    steps.set(node.name, { inputs: inputs.filter((input) => !integers.has(input)), step: stepOf(node, parameter, folder) });
  }
  const plans = new Map<string, Plan>();
  return {
    metadata: description.userDefinedMetadata ?? {},
    run(image, outputs) {
      const key = outputs.join();
      const names = outputs.map((output) => (description.signature.outputs[output]?.name ?? output).replace(/:0$/, ''));
      const plan = plans.get(key) ?? planOf(names, steps);
      plans.set(key, plan);
      const values = new Map<string, Tensor>([...constants, [placeholder, image]]);
      for (const { name, inputs, step, last } of plan) {
        values.set(
          name,
          step(
            inputs.map((input) => {
              const value = values.get(input);
              if (!value) throw new LoadFailure('file-corrupt', `${folder}: ${name} has no input ${input}`);
              return value;
            }),
          ),
        );
        for (const done of last) values.get(done)?.dispose();
      }
      return names.map((name) => values.get(name) as Tensor);
    },
    dispose() {
      for (const constant of constants.values()) constant.dispose();
    },
  };
}

type Plan = readonly { readonly name: string; readonly inputs: readonly string[]; readonly step: Step; readonly last: readonly string[] }[];

/** The steps that lead to some values, each with the values that nothing needs after it. */
function planOf(outputs: readonly string[], steps: ReadonlyMap<string, { readonly inputs: readonly string[]; readonly step: Step }>): Plan {
  const needed = new Set<string>();
  const need = (name: string) => {
    const found = steps.get(name);
    if (!found || needed.has(name)) return;
    needed.add(name);
    found.inputs.forEach(need);
  };
  outputs.forEach(need);
  const names = [...steps.keys()].filter((name) => needed.has(name));
  const lastUse = new Map<string, string>();
  for (const name of names) for (const input of steps.get(name)?.inputs ?? []) lastUse.set(input, name);
  return names.flatMap((name) => {
    const found = steps.get(name);
    const last = [...new Set(found?.inputs)].filter((input) => steps.has(input) && lastUse.get(input) === name && !outputs.includes(input));
    return found ? [{ name, ...found, last }] : [];
  });
}

/** @param parameter the integers among the node's inputs, such as the axes of a mean */
function stepOf({ name, op, attr = {} }: Node, parameter: readonly number[], folder: string): Step {
  const integers = (key: string) => (attr[key]?.list?.i ?? []).map(Number);
  const word = (key: string) => atob(attr[key]?.s ?? '').toLowerCase();
  const kernel = (kernelName: string, inputs: Record<string, Tensor | undefined>, attrs: Record<string, unknown>) =>
    // The engine's own types allow no explicit padding, which all its backends know.
    engine().runKernel(
      kernelName,
      inputs as Record<string, Tensor>,
      attrs as Parameters<ReturnType<typeof engine>['runKernel']>[2],
    ) as Tensor;
  const activation = (attr['fused_ops']?.list?.s ?? []).some((code) => atob(code) === 'Relu') ? 'relu' : 'linear';
  switch (op) {
    case '_FusedConv2D':
    case 'FusedDepthwiseConv2dNative': {
      const kernelName = op === '_FusedConv2D' ? 'FusedConv2D' : 'FusedDepthwiseConv2D';
      const attrs = {
        strides: integers('strides').slice(1, 3),
        pad: word('padding') === 'explicit' ? pairs(integers('explicit_paddings')) : word('padding'),
        dataFormat: 'NHWC',
        dilations: [1, 1],
        activation,
      };
      return ([x, filter, bias]) => kernel(kernelName, { x, filter, bias }, attrs);
    }
    case '_FusedMatMul':
      return ([a, b, bias]) => fused.matMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias as Tensor });
    case 'AddV2':
      return ([a, b]) => kernel('Add', { a, b }, {});
    case 'Relu':
      return ([x]) => kernel('Relu', { x }, {});
    case 'MaxPool': {
      const attrs = { filterSize: integers('ksize').slice(1, 3), strides: integers('strides').slice(1, 3), pad: word('padding') };
      return ([x]) => kernel('MaxPool', { x }, attrs);
    }
    case 'Pad':
      return ([x]) => kernel('PadV2', { x }, { paddings: pairs(parameter), constantValue: 0 });
    case 'Mean':
      return ([x]) => kernel('Mean', { x }, { axis: parameter, keepDims: false });
    case 'ResizeBilinear': {
      const [alignCorners, halfPixelCenters] = [attr['align_corners']?.b ?? false, attr['half_pixel_centers']?.b ?? false];
      return ([images]) => kernel('ResizeBilinear', { images }, { alignCorners, halfPixelCenters, size: parameter });
    }
    default:
      throw new LoadFailure('file-corrupt', `${folder}: ${name} needs the operation ${op}`);
  }
}

/** Numbers two by two. */
function pairs(values: readonly number[]): [number, number][] {
  return Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i] ?? 0, values[2 * i + 1] ?? 0]);
}

/** Weights become tensors; integers stay numbers, since they are sizes and axes. */
function readWeights(
  specs: readonly WeightSpec[],
  buffer: ArrayBuffer,
  folder: string,
): { tensors: Map<string, Tensor>; integers: Map<string, number[]> } {
  const tensors = new Map<string, Tensor>();
  const integers = new Map<string, number[]>();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of specs) {
    const bytes = shape.reduce((product, size) => product * size, quantization ? 2 : 4);
    const part = buffer.slice(offset, offset + bytes);
    offset += bytes;
    if (part.byteLength !== bytes) throw new LoadFailure('file-corrupt', `${folder}: too few weights`);
    if (dtype === 'int32') integers.set(name, [...new Int32Array(part)]);
    else tensors.set(name, tensor(quantization ? new Float32Array(new Float16Array(part)) : new Float32Array(part), shape));
  }
  return { tensors, integers };
}
