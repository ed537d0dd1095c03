import { Builder } from 'flatbuffers';

/**
 * MediaPipe's task API refuses a face detection model that does not say how its input is
 * normalised, and the models in npm `@mediapipe/face_detection` say nothing. This adds TFLite
 * ModelMetadata (mean 127.5, deviation 127.5: bytes become −1 … 1, as BlazeFace's model card says).
 *
 * Offsets in a FlatBuffer point forward only, so a new root table cannot be appended. It is put in
 * front of the old content instead; everything old keeps its inner, relative offsets.
 * Formats: tensorflow/lite/schema/schema.fbs and metadata_schema.fbs (tflite-support).
 *
 * @param model the bytes of a .tflite file without metadata
 * @returns a new .tflite with the metadata
 * @throws Error if the file is no TFLite model or has this metadata already
 */
export function addNormalizationMetadata(model: Uint8Array): Uint8Array {
  const old = new DataView(model.buffer, model.byteOffset, model.byteLength);
  if (String.fromCharCode(...model.subarray(4, 8)) !== 'TFL3') throw new Error('not a TFLite model');
  const oldRoot = old.getUint32(0, true);
  const field = (index: number) => fieldOffset(old, oldRoot, index);
  const oldBuffers = vectorTargets(old, oldRoot + field(MODEL.buffers));
  // Other entries (such as `min_runtime_version`) stay; one of ours must not be there yet.
  const oldEntries = field(MODEL.metadata) === 0 ? [] : vectorTargets(old, oldRoot + field(MODEL.metadata));
  if (oldEntries.some((one) => nameOf(old, one) === METADATA_NAME)) throw new Error('the model has this metadata already');
  const metadata = normalizationMetadata();

  // Positions in the new front part. Each block starts at a multiple of 4 (the blob at 16).
  const vtable = 8;
  const vtableSize = 4 + 2 * MODEL_FIELDS;
  const table = align(vtable + vtableSize, 4);
  const tableSize = 4 + 4 * MODEL_FIELDS;
  const buffersVector = table + tableSize;
  const metadataVector = buffersVector + 4 + 4 * (oldBuffers.length + 1);
  const entryVtable = metadataVector + 4 + 4 * (oldEntries.length + 1);
  const entry = align(entryVtable + 8, 4);
  const name = entry + 12;
  const bufferVtable = align(name + 4 + METADATA_NAME.length + 1, 4);
  const bufferTable = align(bufferVtable + 6, 4);
  const blob = align(bufferTable + 8 + 4, 16) - 4;
  const front = align(blob + 4 + metadata.length, 16);

  const out = new Uint8Array(front + model.length);
  out.set(model, front);
  const view = new DataView(out.buffer);
  const pointTo = (at: number, target: number) => view.setUint32(at, target - at, true);

  pointTo(0, table);
  out.set(model.subarray(4, 8), 4);

  view.setUint16(vtable, vtableSize, true);
  view.setUint16(vtable + 2, tableSize, true);
  view.setInt32(table, table - vtable, true);
  let slot = 4;
  const addField = (index: number, write: (at: number) => void) => {
    view.setUint16(vtable + 4 + 2 * index, slot, true);
    write(table + slot);
    slot += 4;
  };
  addField(MODEL.version, (at) => view.setUint32(at, old.getUint32(oldRoot + field(MODEL.version), true), true));
  for (const index of [MODEL.operatorCodes, MODEL.subgraphs, MODEL.description, MODEL.metadataBuffer, MODEL.signatures]) {
    const offset = field(index);
    if (offset !== 0) addField(index, (at) => pointTo(at, front + target(old, oldRoot + offset)));
  }
  addField(MODEL.buffers, (at) => pointTo(at, buffersVector));
  addField(MODEL.metadata, (at) => pointTo(at, metadataVector));

  view.setUint32(buffersVector, oldBuffers.length + 1, true);
  oldBuffers.forEach((buffer, i) => pointTo(buffersVector + 4 + 4 * i, front + buffer));
  pointTo(buffersVector + 4 + 4 * oldBuffers.length, bufferTable);

  view.setUint32(metadataVector, oldEntries.length + 1, true);
  oldEntries.forEach((one, i) => pointTo(metadataVector + 4 + 4 * i, front + one));
  pointTo(metadataVector + 4 + 4 * oldEntries.length, entry);
  writeTableHead(view, entryVtable, entry, [4, 8], 12);
  pointTo(entry + 4, name);
  view.setUint32(entry + 8, oldBuffers.length, true);
  view.setUint32(name, METADATA_NAME.length, true);
  out.set(new TextEncoder().encode(METADATA_NAME), name + 4);

  writeTableHead(view, bufferVtable, bufferTable, [4], 8);
  pointTo(bufferTable + 4, blob);
  view.setUint32(blob, metadata.length, true);
  out.set(metadata, blob + 4);
  return out;
}

const METADATA_NAME = 'TFLITE_METADATA';
/** Fields of the root table, by their place in the schema. */
const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatures: 7,
} as const;
const MODEL_FIELDS = 8;

/** ModelMetadata with one normalised RGB image as input and two unnamed outputs (boxes, scores). */
function normalizationMetadata(): Uint8Array {
  const builder = new Builder(512);
  const floats = (value: number) => {
    builder.startVector(4, 1, 4);
    builder.addFloat32(value);
    return builder.endVector();
  };
  const mean = floats(127.5);
  const deviation = floats(127.5);
  const normalization = tableOf(builder, 2, () => {
    builder.addFieldOffset(0, mean, 0);
    builder.addFieldOffset(1, deviation, 0);
  });
  const NORMALIZATION_OPTIONS = 1;
  const processUnit = tableOf(builder, 2, () => {
    builder.addFieldInt8(0, NORMALIZATION_OPTIONS, 0);
    builder.addFieldOffset(1, normalization, 0);
  });
  const processUnits = offsets(builder, [processUnit]);
  const RGB = 1;
  const image = tableOf(builder, 2, () => builder.addFieldInt8(0, RGB, 0));
  const IMAGE_PROPERTIES = 2;
  const content = tableOf(builder, 3, () => {
    builder.addFieldInt8(0, IMAGE_PROPERTIES, 0);
    builder.addFieldOffset(1, image, 0);
  });
  const input = tableOf(builder, 7, () => {
    builder.addFieldOffset(3, content, 0);
    builder.addFieldOffset(4, processUnits, 0);
  });
  const inputs = offsets(builder, [input]);
  const outputs = offsets(builder, [tableOf(builder, 7, () => {}), tableOf(builder, 7, () => {})]);
  const subgraph = tableOf(builder, 10, () => {
    builder.addFieldOffset(2, inputs, 0);
    builder.addFieldOffset(3, outputs, 0);
  });
  const subgraphs = offsets(builder, [subgraph]);
  const root = tableOf(builder, 8, () => builder.addFieldOffset(3, subgraphs, 0));
  builder.finish(root, 'M001');
  return builder.asUint8Array();
}

function tableOf(builder: Builder, fields: number, fill: () => void): number {
  builder.startObject(fields);
  fill();
  return builder.endObject();
}

function offsets(builder: Builder, targets: readonly number[]): number {
  builder.startVector(4, targets.length, 4);
  for (const one of targets.toReversed()) builder.addOffset(one);
  return builder.endVector();
}

function writeTableHead(view: DataView, vtable: number, table: number, fields: readonly number[], size: number): void {
  view.setUint16(vtable, 4 + 2 * fields.length, true);
  view.setUint16(vtable + 2, size, true);
  fields.forEach((offset, i) => view.setUint16(vtable + 4 + 2 * i, offset, true));
  view.setInt32(table, table - vtable, true);
}

/** Offset of a field inside its table, or 0 if the table does not have it. */
function fieldOffset(view: DataView, table: number, index: number): number {
  const vtable = table - view.getInt32(table, true);
  const entry = 4 + 2 * index;
  return entry < view.getUint16(vtable, true) ? view.getUint16(vtable + entry, true) : 0;
}

const target = (view: DataView, at: number) => at + view.getUint32(at, true);

function vectorTargets(view: DataView, at: number): number[] {
  const vector = target(view, at);
  return Array.from({ length: view.getUint32(vector, true) }, (_, i) => target(view, vector + 4 + 4 * i));
}

function nameOf(view: DataView, entry: number): string {
  const name = target(view, entry + fieldOffset(view, entry, 0));
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + name + 4, view.getUint32(name, true)));
}

const align = (position: number, to: number) => Math.ceil(position / to) * to;
