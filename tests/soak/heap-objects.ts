import * as v from 'valibot';
import type { TargetSession } from '../driver/targets.ts';

const snapshotSchema = v.object({
  snapshot: v.object({
    meta: v.object({ node_fields: v.array(v.string()), node_types: v.tupleWithRest([v.array(v.string())], v.unknown()) }),
  }),
  nodes: v.array(v.number()),
  strings: v.array(v.string()),
});

/** The browser's own objects in a target's heap after its garbage was collected (`Port`, `ImageBitmap` …), by class. */
export async function countObjects(target: TargetSession): Promise<ReadonlyMap<string, number>> {
  let text = '';
  target.hear((method, { chunk }) => {
    if (method === 'HeapProfiler.addHeapSnapshotChunk') text += String(chunk);
  });
  await target.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  const { snapshot, nodes, strings } = v.parse(snapshotSchema, JSON.parse(text));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [native, type, name] = [types[0].indexOf('native'), fields.indexOf('type'), fields.indexOf('name')];
  const counts = new Map<string, number>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    if (nodes[node + type] !== native) continue;
    const label = strings[nodes[node + name] ?? 0] ?? '';
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}
