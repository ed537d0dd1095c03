import type { Sparsity, TfliteModel, TfliteOperator } from './tflite.ts';

/** A model in the standard tfjs graph-model format. */
export interface GraphModelFiles {
  /** `model.json`: topology and weights manifest. */
  readonly description: object;
  /** `weights.bin`: fp16. */
  readonly weights: Uint8Array;
}

/** Numbers of schema.fbs. */
const OP = {
  add: 0,
  concatenation: 2,
  conv: 3,
  depthwise: 4,
  depthToSpace: 5,
  dequantize: 6,
  maxPool: 17,
  relu: 19,
  reshape: 22,
  resizeBilinear: 23,
  pad: 34,
  densify: 124,
} as const;
const FLOAT16 = 1;
const SAME = 0;

type Node = { name: string; op: string; input?: string[]; attr: Record<string, unknown> };
interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
  readonly dtype: 'float16' | 'int32';
}

const text = (value: string) => Buffer.from(value).toString('base64');
const FLOAT = { type: 'DT_FLOAT' };
const listOf = (values: readonly number[]) => ({ list: { i: values.map(String) } });

/**
 * Converts a BlazeFace detector to a tfjs graph model that takes a batch, so that many faces cost one run. Padding in
 * front of a convolution becomes the convolution's own, sparse weights become dense ones, and the reshaping at the end
 * is left out: its inputs are the outputs, named `boxes0`, `scores0` and so on from the finest grid to the coarsest.
 * @throws Error for an operator that no such detector has
 */
export function toGraphModel(model: TfliteModel, sidePx: number): GraphModelFiles {
  const converter = new Converter(model);
  for (const operator of model.operators) converter.take(operator);
  const outputs = [
    ...converter.ends(model.outputs[0] ?? -1).map((node, i) => ({ name: `boxes${i}`, node })),
    ...converter.ends(model.outputs[1] ?? -1).map((node, i) => ({ name: `scores${i}`, node })),
  ];
  const [input] = model.inputs;
  const image = {
    name: `v${input}`,
    op: 'Placeholder',
    attr: { dtype: FLOAT, shape: { shape: { dim: [-1, sidePx, sidePx, 3].map((size) => ({ size: String(size) })) } } },
  };
  const { nodes, weights } = converter;
  return {
    description: {
      format: 'graph-model',
      generatedBy: 'moodline models/detection',
      convertedBy: null,
      signature: {
        inputs: { image: { name: `${image.name}:0`, dtype: 'DT_FLOAT' } },
        outputs: Object.fromEntries(outputs.map(({ name, node }) => [name, { name: `${node}:0`, dtype: 'DT_FLOAT' }])),
      },
      modelTopology: { node: [image, ...weights.map(constantOf), ...nodes], library: {}, versions: {} },
      weightsManifest: [{ paths: ['weights.bin'], weights: weights.map(specOf) }],
    },
    weights: Buffer.concat(weights.map(({ bytes }) => bytes)),
  };
}

function constantOf({ name, shape, dtype }: Weight): Node {
  const type = dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT';
  const tensor = { dtype: type, tensorShape: { dim: shape.map((size) => ({ size: String(size) })) } };
  return { name, op: 'Const', attr: { dtype: { type }, value: { tensor } } };
}

const specOf = ({ name, shape, dtype }: Weight) =>
  dtype === 'int32'
    ? { name, shape, dtype }
    : { name, shape, dtype: 'float32', quantization: { dtype: 'float16', original_dtype: 'float32' } };

class Converter {
  readonly nodes: Node[] = [];
  readonly weights: Weight[] = [];
  readonly #model: TfliteModel;
  /** Where a tensor's values are: a tensor of the file, or the value that was computed for it. */
  readonly #constants = new Map<number, { shape: readonly number[]; values: Uint16Array }>();
  readonly #sources = new Map<number, readonly number[]>();
  /** Tensors that are another one with a border of one zero. */
  readonly #padded = new Map<number, number>();

  constructor(model: TfliteModel) {
    this.#model = model;
  }

  take(operator: TfliteOperator): void {
    const [first = -1, second = -1, third = -1] = operator.inputs;
    const [output = -1] = operator.outputs;
    switch (operator.code) {
      case OP.dequantize:
      case OP.densify:
        this.#constants.set(output, this.#constantAt(first));
        return;
      case OP.conv:
        return this.#convolve(operator, output, first, this.#constantAt(second), this.#constantAt(third));
      case OP.depthwise:
        return this.#convolve(operator, output, first, this.#constantAt(second), this.#constantAt(third), true);
      case OP.pad:
        return this.#pad(output, first, this.#integersAt(second));
      case OP.add:
        return this.#activated(operator.option(0, 1), output, 'AddV2', [first, second]);
      case OP.relu:
        return this.#node(`v${output}`, 'Relu', [`v${first}`]);
      case OP.maxPool: {
        const size = listOf([1, operator.option(4, 4), operator.option(3, 4), 1]);
        const strides = listOf([1, operator.option(2, 4), operator.option(1, 4), 1]);
        return this.#node(`v${output}`, 'MaxPool', [`v${first}`], { ksize: size, strides, padding: { s: text('VALID') } });
      }
      case OP.resizeBilinear: {
        const size = this.#constant(`v${output}/size`, [2], integerBytes(this.#integersAt(second)), 'int32');
        const flags = { align_corners: { b: operator.option(2, 1) !== 0 }, half_pixel_centers: { b: operator.option(3, 1) !== 0 } };
        return this.#node(`v${output}`, 'ResizeBilinear', [`v${first}`, size], flags);
      }
      case OP.reshape:
      case OP.depthToSpace:
        this.#sources.set(output, [first]);
        return;
      case OP.concatenation:
        this.#sources.set(output, operator.inputs);
        return;
      default:
        throw new Error(`operator ${operator.code} is not known in a face detector`);
    }
  }

  /** The computed values that a tensor is put together from. */
  ends(tensor: number): string[] {
    const sources = this.#sources.get(tensor);
    return sources ? sources.flatMap((source) => this.ends(source)) : [`v${tensor}`];
  }

  #convolve(
    operator: TfliteOperator,
    output: number,
    input: number,
    filter: { shape: readonly number[]; values: Uint16Array },
    bias: { shape: readonly number[]; values: Uint16Array },
    depthwise = false,
  ): void {
    const inner = this.#padded.get(input);
    const strides = [operator.option(2, 4), operator.option(1, 4)];
    // A border of one and stride 1 is what SAME means for 3×3; at stride 2 TensorFlow would pad the other side only.
    const same = inner === undefined ? operator.option(0, 1) === SAME : strides[0] === 1;
    const padding = same ? 'SAME' : inner === undefined ? 'VALID' : 'EXPLICIT';
    const relu = operator.option(depthwise ? 4 : 3, 1) === 1;
    const weights = depthwise ? depthwiseFilter(filter) : convolutionFilter(filter);
    const inputs = [
      `v${inner ?? input}`,
      this.#constant(`v${output}/filter`, weights.shape, bytesOf(weights.values)),
      this.#constant(`v${output}/bias`, bias.shape, bytesOf(bias.values)),
    ];
    this.#node(`v${output}`, depthwise ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D', inputs, {
      data_format: { s: text('NHWC') },
      padding: { s: text(padding) },
      explicit_paddings: listOf(padding === 'EXPLICIT' ? [0, 0, 1, 1, 1, 1, 0, 0] : []),
      strides: listOf([1, ...strides, 1]),
      dilations: listOf([1, 1, 1, 1]),
      fused_ops: { list: { s: (relu ? ['BiasAdd', 'Relu'] : ['BiasAdd']).map(text) } },
      num_args: { i: '1' },
      epsilon: { f: 0 },
    });
  }

  #pad(output: number, input: number, borders: readonly number[]): void {
    if (borders.join() === '0,0,1,1,1,1,0,0') return void this.#padded.set(output, input);
    const paddings = this.#constant(`v${output}/paddings`, [4, 2], integerBytes(borders), 'int32');
    this.#node(`v${output}`, 'Pad', [`v${input}`, paddings], { Tpaddings: { type: 'DT_INT32' } });
  }

  #activated(activation: number, output: number, op: string, inputs: readonly number[]): void {
    const names = inputs.map((input) => `v${input}`);
    if (activation === 0) return this.#node(`v${output}`, op, names);
    this.#node(`v${output}/before`, op, names);
    this.#node(`v${output}`, 'Relu', [`v${output}/before`]);
  }

  #node(name: string, op: string, input: string[], attr: Record<string, unknown> = {}): void {
    this.nodes.push({ name, op, input, attr: { T: FLOAT, ...attr } });
  }

  #constant(name: string, shape: readonly number[], bytes: Uint8Array, dtype: Weight['dtype'] = 'float16'): string {
    this.weights.push({ name, shape, bytes, dtype });
    return name;
  }

  #constantAt(tensor: number): { shape: readonly number[]; values: Uint16Array } {
    const known = this.#constants.get(tensor);
    if (known) return known;
    const { data, type, shape, sparsity } = this.#model.tensors[tensor] ?? {};
    if (!data || !shape || type !== FLOAT16) throw new Error(`tensor ${tensor} holds no fp16 weights`);
    const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    return { shape, values: sparsity ? denseOf(values, shape, sparsity) : values };
  }

  #integersAt(tensor: number): number[] {
    const data = this.#model.tensors[tensor]?.data;
    if (!data) throw new Error(`tensor ${tensor} holds no integers`);
    return [...new Int32Array(data.buffer, data.byteOffset, data.length / 4)];
  }
}

/** Spreads values that were stored row by row with the places of the non-zero ones in their row. */
function denseOf(values: Uint16Array, shape: readonly number[], { order, dimensions }: Sparsity): Uint16Array {
  const last = dimensions.at(-1);
  if (order.some((dimension, index) => dimension !== index) || !last?.segments) throw new Error('a sparse layout that is not by row');
  const width = shape.at(-1) ?? 0;
  const dense = new Uint16Array(shape.reduce((product, size) => product * size, 1));
  for (let row = 0; row + 1 < last.segments.length; row++)
    for (let at = last.segments[row] ?? 0; at < (last.segments[row + 1] ?? 0); at++)
      dense[row * width + (last.indices[at] ?? 0)] = values[at] ?? 0;
  return dense;
}

/** [out, height, width, in] → [height, width, in, out]. */
function convolutionFilter({ shape, values }: { shape: readonly number[]; values: Uint16Array }) {
  const [count = 0, height = 0, width = 0, depth = 0] = shape;
  const inner = height * width * depth;
  const turned = new Uint16Array(values.length);
  for (let out = 0; out < count; out++) for (let i = 0; i < inner; i++) turned[i * count + out] = values[out * inner + i] ?? 0;
  return { shape: [height, width, depth, count], values: turned };
}

/** [1, height, width, channels] → [height, width, channels, 1]. */
function depthwiseFilter({ shape, values }: { shape: readonly number[]; values: Uint16Array }) {
  return { shape: [...shape.slice(1), 1], values };
}

const bytesOf = (values: Uint16Array) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
const integerBytes = (values: readonly number[]) => new Uint8Array(Int32Array.from(values).buffer);
