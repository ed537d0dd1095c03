import type { BrowserContext } from 'playwright-core';
import * as v from 'valibot';
import type { Launched } from '../driver/launch.ts';
import { largeSharedPieces, privateBytes } from '../driver/memory.ts';
import { renderersOf } from '../driver/renderers.ts';
import { attachToEngine, type TargetSession } from '../driver/targets.ts';
import { countObjects } from './heap-objects.ts';

/** What the extension holds at one moment, after its garbage was collected. Amounts in bytes, all others are numbers of things. */
export interface Held {
  readonly seconds: number;
  /** JavaScript objects of the extension's pages, which share one heap (engine, panels), and of the vision worker. */
  readonly pageHeap: number;
  readonly workerHeap: number;
  /** Memory that the extension's process shares with no other: engine, worker with its wasm, panel. */
  readonly process: number;
  /** Pieces of at least 1 MB that it shares with the browser: pictures that nobody let go of. */
  readonly sharedPieces: number;
  /** Tensors of tfjs: the weights of the networks, and nothing else between two ticks. */
  readonly tensors: number;
  readonly tensorBytes: number;
  /** Of pages and worker: ports of the extension's messages, pictures and camera tracks that were not collected. */
  readonly ports: number;
  readonly bitmaps: number;
  readonly tracks: number;
  /** Of the pages. */
  readonly listeners: number;
  /** IndexedDB. */
  readonly database: number;
  readonly records: number;
}

const heapSchema = v.object({ usedSize: v.number() });
const listenersSchema = v.object({ jsEventListeners: v.number() });
const valueSchema = v.object({ result: v.object({ value: v.unknown() }) });
const tensorsSchema = v.object({ numTensors: v.number(), numBytes: v.number() });

/** Reads what engine and vision worker hold. Each reading attaches anew: both may have been replaced since the last. */
export async function readGauge(launched: Launched, startedAtMs: number): Promise<Held> {
  await using targets = await attachToEngine(launched);
  const { engine, worker } = targets;
  const tensors = await tensorsOf(worker);
  const [pageObjects, workerObjects] = [await countObjects(engine), await countObjects(worker)];
  const countOf = (name: string) => (pageObjects.get(name) ?? 0) + (workerObjects.get(name) ?? 0);
  return {
    seconds: Math.round((performance.now() - startedAtMs) / 1_000),
    pageHeap: await heapOf(engine),
    workerHeap: await heapOf(worker),
    process: await inProcess(launched.context, privateBytes),
    sharedPieces: await inProcess(launched.context, largeSharedPieces),
    tensors: tensors.numTensors,
    tensorBytes: tensors.numBytes,
    ports: countOf('Port'),
    bitmaps: countOf('ImageBitmap'),
    tracks: countOf('MediaStreamTrack'),
    listeners: v.parse(listenersSchema, await engine.send('Memory.getDOMCounters')).jsEventListeners,
    database: await launched.onboarding.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0),
    records: await launched.onboarding.evaluate(countRecords),
  };
}

async function tensorsOf(worker: TargetSession): Promise<v.InferOutput<typeof tensorsSchema>> {
  const { result } = v.parse(valueSchema, await worker.send('Runtime.evaluate', { expression: '_tfengine.memory()', returnByValue: true }));
  return v.parse(tensorsSchema, result.value);
}

/** The extension's processes taken together. */
async function inProcess(context: BrowserContext, measure: (pid: number) => Promise<number>): Promise<number> {
  const amounts = await Promise.all((await renderersOf(context)).extension.map(measure));
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

async function heapOf(target: TargetSession): Promise<number> {
  await target.send('HeapProfiler.collectGarbage');
  return v.parse(heapSchema, await target.send('Runtime.getHeapUsage')).usedSize;
}

/** In an extension page: how many records the history has. No function in it has a name, since tsx would mark it. */
async function countRecords(): Promise<number> {
  const request = indexedDB.open('moodline');
  await new Promise((resolve) => request.addEventListener('success', resolve));
  const database = request.result;
  const counts = [...database.objectStoreNames].map((store) => database.transaction(store).objectStore(store).count());
  await Promise.all(counts.map((count) => new Promise((resolve) => count.addEventListener('success', resolve))));
  database.close();
  return counts.reduce((sum, { result }) => sum + result, 0);
}
