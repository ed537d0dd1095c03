/**
 * Reads what a face detection model needs of a TFLite file. A FlatBuffer's table starts with an offset back to its
 * list of fields. Field numbers: tensorflow/lite/schema/schema.fbs.
 */

/** A constant of the model, or a value that is computed (`data` is null). */
interface TfliteTensor {
  readonly shape: readonly number[];
  readonly type: number;
  readonly data: Uint8Array | null;
  readonly sparsity: Sparsity | null;
}

/** How the values of a sparse constant are laid out: one entry per dimension of `order`. */
export interface Sparsity {
  readonly order: readonly number[];
  readonly dimensions: readonly {
    readonly dense: number;
    readonly segments: readonly number[] | null;
    readonly indices: readonly number[];
  }[];
}

export interface TfliteOperator {
  /** BuiltinOperator. */
  readonly code: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Scalar option by its field number; `fallback` where the file leaves it out. */
  option(field: number, bytes: 1 | 4, fallback?: number): number;
}

export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** @throws Error if the bytes are no TFLite model */
export function readTflite(bytes: Uint8Array): TfliteModel {
  if (String.fromCharCode(...bytes.subarray(4, 8)) !== 'TFL3') throw new Error('not a TFLite model');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const follow = (at: number) => at + view.getUint32(at, true);
  const field = (table: number, index: number): number | null => {
    const list = table - view.getInt32(table, true);
    const entry = 4 + 2 * index;
    const offset = entry < view.getUint16(list, true) ? view.getUint16(list + entry, true) : 0;
    return offset === 0 ? null : table + offset;
  };
  const vector = (table: number, index: number): { at: number; length: number } => {
    const where = field(table, index);
    if (where === null) return { at: 0, length: 0 };
    const at = follow(where);
    return { at: at + 4, length: view.getUint32(at, true) };
  };
  const list = <T>({ at, length }: { at: number; length: number }, size: number, read: (position: number) => T): T[] =>
    Array.from({ length }, (_, i) => read(at + size * i));
  const integers = (table: number, index: number) => list(vector(table, index), 4, (at) => view.getInt32(at, true));
  const tables = (table: number, index: number) => list(vector(table, index), 4, follow);
  const scalar = (table: number, index: number, size: 1 | 4, fallback = 0): number => {
    const at = field(table, index);
    if (at === null) return fallback;
    return size === 1 ? view.getInt8(at) : view.getInt32(at, true);
  };
  /** A union of vectors of 32, 16 or 8 bits. */
  const union = (table: number, typeField: number): number[] | null => {
    const at = field(table, typeField + 1);
    const kind = scalar(table, typeField, 1);
    if (at === null || kind === 0) return null;
    const values = vector(follow(at), 0);
    if (kind === 1) return list(values, 4, (position) => view.getInt32(position, true));
    return kind === 2
      ? list(values, 2, (position) => view.getUint16(position, true))
      : list(values, 1, (position) => view.getUint8(position));
  };
  const sparsityOf = (table: number): Sparsity => ({
    order: integers(table, 0),
    dimensions: tables(table, 2).map((one) => ({ dense: scalar(one, 1, 4), segments: union(one, 2), indices: union(one, 4) ?? [] })),
  });

  const model = follow(0);
  const codes = tables(model, 1).map((code) => Math.max(scalar(code, 0, 1), scalar(code, 3, 4)));
  const buffers = tables(model, 4).map((buffer) => vector(buffer, 0));
  const [graph] = tables(model, 2);
  if (graph === undefined) throw new Error('the TFLite model has no graph');
  return {
    inputs: integers(graph, 1),
    outputs: integers(graph, 2),
    tensors: tables(graph, 0).map((tensor) => {
      const buffer = buffers[scalar(tensor, 2, 4)];
      const sparsity = field(tensor, 6);
      return {
        shape: integers(tensor, 0),
        type: scalar(tensor, 1, 1),
        data: buffer && buffer.length > 0 ? bytes.slice(buffer.at, buffer.at + buffer.length) : null,
        sparsity: sparsity === null ? null : sparsityOf(follow(sparsity)),
      };
    }),
    operators: tables(graph, 3).map((operator) => {
      const options = field(operator, 4);
      return {
        code: codes[scalar(operator, 0, 4)] ?? -1,
        inputs: integers(operator, 1),
        outputs: integers(operator, 2),
        option: (index, size, fallback = 0) => (options === null ? fallback : scalar(follow(options), index, size, fallback)),
      };
    }),
  };
}
