import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { addNormalizationMetadata } from '../../models/detection/add-metadata.ts';
import { FlatTable } from './tflite.ts';

// Places of fields in tensorflow/lite/schema/schema.fbs and in metadata_schema.fbs (tflite-support).
const MODEL = { version: 0, operatorCodes: 1, subgraphs: 2, description: 3, buffers: 4, metadata: 6 } as const;
const SUBGRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 } as const;
const METADATA = { name: 0, buffer: 1 } as const;

const FILES = ['face_detection_short_range', 'face_detection_full_range', 'face_detection_full_range_sparse'] as const;

function fileOf(name: string): Uint8Array {
  return new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../node_modules/@mediapipe/face_detection/${name}.tflite`, import.meta.url))),
  );
}

/** What a model is made of, apart from its metadata. */
function partsOf(bytes: Uint8Array) {
  const model = FlatTable.root(bytes);
  return {
    version: model.uint32(MODEL.version),
    description: model.text(MODEL.description),
    operatorCodes: model.tables(MODEL.operatorCodes).map((code) => [code.int8(0), code.uint32(2), code.uint32(3)]),
    subgraphs: model.tables(MODEL.subgraphs).map((graph) => ({
      name: graph.text(SUBGRAPH.name),
      tensors: graph.tables(SUBGRAPH.tensors).map((tensor) => [tensor.text(3), tensor.uint32(2)]),
      operators: graph.tables(SUBGRAPH.operators).map((operator) => operator.uint32(0)),
      inputs: graph.floats(SUBGRAPH.inputs),
      outputs: graph.floats(SUBGRAPH.outputs),
    })),
    buffers: model.tables(MODEL.buffers).map((buffer) => createHash('sha256').update(buffer.bytes(0)).digest('hex')),
  };
}

describe.each(FILES)('%s', (name) => {
  const model = fileOf(name);
  const changed = addNormalizationMetadata(model);

  it('stays a TFLite model with the same graph and weights', () => {
    const [before, after] = [partsOf(model), partsOf(changed)];
    expect(before.subgraphs[0]?.operators.length).toBeGreaterThan(50);
    expect(String.fromCharCode(...changed.subarray(4, 8))).toBe('TFL3');
    expect({ ...after, buffers: after.buffers.slice(0, -1) }).toEqual(before);
  });

  it('says in its last buffer how its input is normalised', () => {
    const root = FlatTable.root(changed);
    const buffers = root.tables(MODEL.buffers);
    const entry = root.tables(MODEL.metadata).find((one) => one.text(METADATA.name) === 'TFLITE_METADATA');
    expect(entry?.uint32(METADATA.buffer)).toBe(buffers.length - 1);
    const blob = buffers.at(-1)?.bytes(0) ?? new Uint8Array();
    expect(String.fromCharCode(...blob.subarray(4, 8))).toBe('M001');
    const [graph] = FlatTable.root(Uint8Array.from(blob)).tables(3);
    const [input, ...moreInputs] = graph?.tables(2) ?? [];
    expect([moreInputs.length, graph?.tables(3).length]).toEqual([0, 2]);
    const [unit] = input?.tables(4) ?? [];
    expect(unit?.int8(0)).toBe(1);
    expect(unit?.table(1).floats(0)).toEqual([127.5]);
    expect(unit?.table(1).floats(1)).toEqual([127.5]);
    const content = input?.table(3);
    expect([content?.int8(0), content?.table(1).int8(0)]).toEqual([2, 1]);
  });

  it('keeps weights aligned as they were, and aligns its own buffer to 16', () => {
    const aligned = (bytes: Uint8Array) =>
      FlatTable.root(bytes)
        .tables(MODEL.buffers)
        .map((buffer) => buffer.bytes(0).byteOffset % 16);
    expect(aligned(changed)).toEqual([...aligned(model), 0]);
  });

  it('leaves the input as it was', () => expect(Buffer.compare(model, fileOf(name))).toBe(0));

  it('refuses a second time', () => expect(() => addNormalizationMetadata(changed)).toThrow(/has this metadata already/));

  it('reads a view into a larger buffer alike', () => {
    const larger = new Uint8Array(model.length + 32);
    larger.set(model, 16);
    expect(Buffer.compare(addNormalizationMetadata(larger.subarray(16, 16 + model.length)), changed)).toBe(0);
  });
});

it.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['zeros', new Uint8Array(64)],
  ['a text', new TextEncoder().encode('<!doctype html><title>404</title>')],
  ['wasm', Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)],
])('refuses %s, which is no model', (_, bytes) => expect(() => addNormalizationMetadata(bytes)).toThrow(/not a TFLite model/));

it('refuses a model that is cut off', () => expect(() => addNormalizationMetadata(fileOf(FILES[0]).subarray(0, 40))).toThrow(RangeError));
