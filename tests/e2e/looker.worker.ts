import { backend as backendInUse } from '@tensorflow/tfjs-core';
import type { AtlasRect } from '../../src/core/atlas.ts';
import type { DetectedFace } from '../../src/core/blaze-face.ts';
import { FULL_EFFORT } from '../../src/core/look.ts';
import type { Expression } from '../../src/core/expression.ts';
import { topExpression } from '../../src/core/expression.ts';
import type { Picture } from '../../src/core/picture.ts';
import { type Classifier, createClassifier } from '../../src/offscreen/vision/classifier.ts';
import { cropOf } from '../../src/offscreen/vision/crops.ts';
import { Decoder } from '../../src/offscreen/vision/decoder.ts';
import { Looker, type LookCounts, type Seen } from '../../src/offscreen/vision/looker.ts';
import { Networks, NETWORKS } from '../../src/offscreen/vision/networks.ts';
import { SCENES } from '../fixtures/meet/people.ts';
import { PICTURE, pictureOf } from '../fixtures/meet/scene-picture.ts';
import { halve, type PlanePlace, planePlaces, planesBytes, planesFromRgb } from '../../src/core/planes.ts';
import type { Planes } from '../../src/wire/frames.ts';
import type { Backend } from '../../src/wire/vision.ts';

/** One tile at one step, as the looker sees it with its memory, and as it is when the whole tile is searched each time. */
export interface Comparison {
  readonly person: number;
  readonly step: number;
  readonly tracked: Seen['state'];
  readonly full: Seen['state'];
  /** Largest distance of an eye from where the full search has it, as a share of the distance of the eyes. */
  readonly eyeError: number | null;
  /** Mean difference of the two crops' pixels, of 1. */
  readonly cropDifference: number | null;
  readonly expressions: readonly [Expression, Expression] | null;
}

export interface Compared {
  readonly comparisons: readonly Comparison[];
  readonly looks: LookCounts;
}

const decoder = new Decoder();
const TILE = { width: 320, height: 180 };
const STEP_MS = 500;

async function openNetworks(prefer: Backend): Promise<Networks> {
  const base = new URL('/dist/', location.href).href;
  const names = Object.values(NETWORKS).flatMap(({ folder }) => [`${folder}/model.json`, `${folder}/weights.bin`]);
  const read = async (name: string) => [name, await (await fetch(new URL(name, base))).arrayBuffer()] as const;
  return Networks.open(new Map(await Promise.all(names.map(read))), base, prefer);
}

/** Which part of a person's picture their camera shows: it wanders, zooms and jerks, `pace` times as fast as a lively person. */
function viewAt(person: number, step: number, pace: number) {
  const wave = (period: number, phase: number) => Math.sin((2 * Math.PI * step * pace) / period + person * 1.7 + phase);
  const zoom = 0.86 + 0.12 * wave(9, 0);
  // Every eighth step a jerk.
  const jerk = step % 8 === 7 ? 0.5 : 0;
  const width = PICTURE.width * zoom;
  const height = PICTURE.height * zoom;
  const along = (place: number) => Math.min(1, Math.max(0, (1 + place) / 2 + jerk * (place > 0 ? -1 : 1)));
  return { x: (PICTURE.width - width) * along(wave(7, 1)), y: (PICTURE.height - height) * along(wave(8, 2)), width, height };
}

/** Plays `people` moving faces for `steps` half seconds. Everyone has an empty chair for a while, and somebody else
 * sits down in it. */
async function compare(people: number, steps: number, pace: number): Promise<Compared> {
  const networks = await openNetworks('wasm');
  const classifier = createClassifier(networks);
  const scenes = Object.values(SCENES).filter(({ photo }) => photo !== null);
  const pictures = await Promise.all(scenes.map(({ id }) => pictureOf(id)));
  const empty = await pictureOf('room');
  const canvas = new OffscreenCanvas(TILE.width, TILE.height * people);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no 2d context');
  const rects = Array.from({ length: people }, (_, index) => ({ x: 0, y: index * TILE.height, ...TILE }));
  const tracked = new Looker(networks);
  const fresh = new Looker(networks);
  const comparisons: Comparison[] = [];
  const looks = { kept: 0, near: 0, searched: 0 };
  for (let step = 0; step < steps; step++) {
    rects.forEach((rect, person) => {
      const gone = (step + 5 * person) % 24 >= 20;
      const sitting = (person + Math.floor((step + 5 * person) / 24)) % pictures.length;
      const picture = (gone ? empty : pictures[sitting]) ?? empty;
      const { x, y, width, height } = viewAt(person, step, pace);
      context.drawImage(picture, x, y, width, height, rect.x, rect.y, rect.width, rect.height);
    });
    const atlas = await decoder.decode(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 }));
    const keyed = rects.map((rect, person) => ({ rect, key: { track: `person ${person}`, streamEpoch: 1 } }));
    const one = await tracked.look(atlas, keyed, step * STEP_MS, FULL_EFFORT);
    const other = await fresh.look(
      atlas,
      rects.map((rect) => ({ rect, key: null })),
      step * STEP_MS,
      FULL_EFFORT,
    );
    for (const kind of ['kept', 'near', 'searched'] as const) looks[kind] += one.looks[kind];
    for (const [person, rect] of rects.entries()) {
      const [a, b] = [one.seen[person], other.seen[person]];
      if (!a || !b) continue;
      comparisons.push({ person, step, tracked: a.state, full: b.state, ...(await apart(classifier, [a, atlas, rect], [b, atlas, rect])) });
    }
  }
  return { comparisons, looks };
}

type Look = readonly [Seen, Picture, AtlasRect];

/** How far two faces lie apart, and how differently their crops look and read. */
async function apart(
  classifier: Classifier,
  [a, ofA, inA]: Look,
  [b, ofB, inB]: Look,
): Promise<Pick<Comparison, 'eyeError' | 'cropDifference' | 'expressions'>> {
  if (a.state !== 'face' || b.state !== 'face') return { eyeError: null, cropDifference: null, expressions: null };
  const crops = [cropOf(ofA, inA, a.face), cropOf(ofB, inB, b.face)].flatMap((crop) => (crop ? [crop.grey] : []));
  const [first, second] = await classifier.classify(crops);
  return {
    eyeError: eyeError(a.face, b.face),
    cropDifference: meanDifference(crops),
    expressions: first && second ? [topExpression(first), topExpression(second)] : null,
  };
}

function meanDifference([a, b]: readonly Float32Array[]): number | null {
  if (!a || !b) return null;
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

function eyeError(a: DetectedFace, b: DetectedFace): number {
  const distance = (p: { x: number; y: number }, q: { x: number; y: number }) => Math.hypot(p.x - q.x, p.y - q.y);
  return Math.max(distance(a.leftEye, b.leftEye), distance(a.rightEye, b.rightEye)) / distance(b.leftEye, b.rightEye);
}

/** What the small network says of one picture, on a backend of choice, and again after each loss of its context. */
async function answersOn(prefer: Backend, losses: number): Promise<{ backend: Backend; values: number[] }[]> {
  const networks = await openNetworks(prefer);
  const side = 96;
  const picture = Float32Array.from({ length: side * side * 3 }, (_, at) => Math.sin(at * 0.01));
  const answers: { backend: Backend; values: number[] }[] = [];
  for (let loss = 0; loss <= losses; loss++) {
    if (loss > 0) loseContext();
    const [values] = await networks.run('near', picture, side, ['boxes1']);
    answers.push({ backend: networks.backend, values: [...(values ?? [])].slice(0, 64) });
  }
  return answers;
}

function loseContext(): void {
  const { gpgpu } = backendInUse() as unknown as { gpgpu: { gl: WebGL2RenderingContext } };
  gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
}

/** Shows `people` in frames of twice the tile's size: drawn smaller and encoded, as pages are read that do not give their frames,
 * and as brightness and colour, halved. */
async function compareTaking(people: number, steps: number): Promise<Compared['comparisons']> {
  const networks = await openNetworks('wasm');
  const classifier = createClassifier(networks);
  const scenes = Object.values(SCENES).filter(({ photo }) => photo !== null);
  const pictures = await Promise.all(scenes.map(({ id }) => pictureOf(id)));
  const frame = new OffscreenCanvas(2 * TILE.width, 2 * TILE.height).getContext('2d', { alpha: false, willReadFrequently: true });
  const small = new OffscreenCanvas(TILE.width, TILE.height);
  const drawing = small.getContext('2d', { alpha: false });
  if (!frame || !drawing) throw new Error('no 2d context');
  const looker = new Looker(networks);
  const rect = { x: 0, y: 0, ...TILE };
  const look = async (picture: Picture): Promise<Look> => {
    const { seen } = await looker.look(picture, [{ rect, key: null }], 0, FULL_EFFORT);
    return [seen[0] ?? { state: 'no-face' }, picture, rect];
  };
  const comparisons: Comparison[] = [];
  for (let person = 0; person < people; person++)
    for (let step = 0; step < steps; step++) {
      const shown = pictures[(person + step) % pictures.length];
      const { x, y, width, height } = viewAt(person, step, 1);
      if (shown) frame.drawImage(shown, x, y, width, height, 0, 0, frame.canvas.width, frame.canvas.height);
      drawing.drawImage(frame.canvas, 0, 0, TILE.width, TILE.height);
      const drawn = await look(await decoder.decode(await small.convertToBlob({ type: 'image/jpeg', quality: 0.85 })));
      const copied = await look(await decoder.decode(halvedPlanes(frame.getImageData(0, 0, frame.canvas.width, frame.canvas.height))));
      comparisons.push({ person, step, tracked: copied[0].state, full: drawn[0].state, ...(await apart(classifier, copied, drawn)) });
    }
  return comparisons;
}

/** As src/content/copying.ts makes them of a decoded frame. */
function halvedPlanes({ data, width, height }: ImageData): Planes {
  const colours = { matrix: 'smpte170m', fullRange: false } as const;
  const bytes = new ArrayBuffer(planesBytes(width, height));
  const whole = planePlaces(width, height, { x: 0, y: 0 });
  planesFromRgb(new Uint32Array(data.buffer), 1, { width, height }, false, colours, new Uint8Array(bytes), whole);
  const half = { width: width / 2, height: height / 2 };
  const into = new ArrayBuffer(planesBytes(half.width, half.height));
  const plane = (buffer: ArrayBuffer, { offset, stride }: PlanePlace) => ({
    words: new Uint32Array(buffer),
    offset: offset / 4,
    stride: stride / 4,
  });
  for (const [index, place] of planePlaces(half.width, half.height, { x: 0, y: 0 }).entries()) {
    const from = whole[index];
    const shrunk = index === 0 ? 1 : 2;
    if (from) halve(plane(bytes, from), plane(into, place), half.width / shrunk, half.height / shrunk);
  }
  return { pieces: [into], ...half, ...colours };
}

Object.assign(globalThis, { compare, compareTaking, answersOn });
console.log('ready');
