import { backend as backendInUse } from '@tensorflow/tfjs-core';
import { type DetectedFace, moveFace } from '../../src/core/blaze-face.ts';
import { BufferPool } from '../../src/content/buffer-pool.ts';
import { Copying } from '../../src/content/copying.ts';
import { participantId } from '../../src/core/identity.ts';
import { PictureSizes } from '../../src/offscreen/picture-sizes.ts';
import { FULL_EFFORT } from '../../src/core/look.ts';
import type { Expression } from '../../src/core/expression.ts';
import { topExpression } from '../../src/core/expression.ts';
import type { Picture } from '../../src/core/picture.ts';
import { stepFor } from '../../src/core/planes.ts';
import { type Classifier, createClassifier } from '../../src/offscreen/vision/classifier.ts';
import { cropOf, eyeDistancePx } from '../../src/offscreen/vision/crops.ts';
import { Decoder } from '../../src/offscreen/vision/decoder.ts';
import { Looker, type LookCounts, type Seen } from '../../src/offscreen/vision/looker.ts';
import { Networks, NETWORKS } from '../../src/offscreen/vision/networks.ts';
import { SCENES } from '../fixtures/meet/people.ts';
import { PICTURE, pictureOf } from '../fixtures/meet/scene-picture.ts';
import type { FrameTile, PicturePlace } from '../../src/wire/frames.ts';
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
  /** What the photograph is known to show. */
  readonly looks?: Expression | null;
  /** Of the smaller picture. */
  readonly widthPx?: number;
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
    const shown = await decoder.decode(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 }), rects);
    const keyed = shown.map((picture, person) => ({ picture, key: { track: `person ${person}`, streamEpoch: 1 } }));
    const one = await tracked.look(keyed, step * STEP_MS, FULL_EFFORT);
    const other = await fresh.look(
      shown.map((picture) => ({ picture, key: null })),
      step * STEP_MS,
      FULL_EFFORT,
    );
    for (const kind of ['kept', 'near', 'searched'] as const) looks[kind] += one.looks[kind];
    for (const [person, picture] of shown.entries()) {
      const [a, b] = [one.seen[person], other.seen[person]];
      if (!a || !b) continue;
      comparisons.push({ person, step, tracked: a.state, full: b.state, ...(await apart(classifier, [a, picture], [b, picture])) });
    }
  }
  return { comparisons, looks };
}

type Look = readonly [Seen, Picture];

/** How far two faces lie apart, and how differently their crops look and read. */
async function apart(
  classifier: Classifier,
  [a, ofA]: Look,
  [b, ofB]: Look,
): Promise<Pick<Comparison, 'eyeError' | 'cropDifference' | 'expressions'>> {
  if (a.state !== 'face' || b.state !== 'face') return { eyeError: null, cropDifference: null, expressions: null };
  const crops = [cropOf(ofA, a.face), cropOf(ofB, b.face)].flatMap((crop) => (crop ? [crop.grey] : []));
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

/** Shows `people` in frames of `times` the tile's size: drawn smaller and encoded, as pages are read that do not give their frames,
 * copied as they are, and copied at the size that is enough once their face is known. */
async function compareTaking(people: number, steps: number, times: number): Promise<Record<'copied' | 'small', Compared['comparisons']>> {
  const networks = await openNetworks('wasm');
  const classifier = createClassifier(networks);
  const scenes = Object.values(SCENES).filter(({ photo }) => photo !== null);
  const pictures = await Promise.all(scenes.map(({ id }) => pictureOf(id)));
  const frame = new OffscreenCanvas(times * TILE.width, times * TILE.height).getContext('2d', { alpha: false, willReadFrequently: true });
  const small = new OffscreenCanvas(TILE.width, TILE.height);
  const drawing = small.getContext('2d', { alpha: false });
  if (!frame || !drawing) throw new Error('no 2d context');
  const looker = new Looker(networks);
  const look = async ([picture]: readonly Picture[]): Promise<Look> => {
    if (!picture) throw new Error('no picture');
    const { seen } = await looker.look([{ picture, key: null }], 0, FULL_EFFORT);
    return [seen[0] ?? { state: 'no-face' }, picture];
  };
  const copy = async (sidePx?: number): Promise<Look> => {
    const { bytes, place } = await copiedFrame(frame.getImageData(0, 0, frame.canvas.width, frame.canvas.height), sidePx);
    // A decoder's picture is true until its next call.
    return look(await new Decoder().decode([bytes], [place]));
  };
  // A rim of less than four pixels is left out, so the sizes themselves do not tell.
  const stepOf = ({ width }: Picture) => stepFor(frame.canvas, width);
  const comparisons = { copied: [] as Comparison[], small: [] as Comparison[] };
  for (let person = 0; person < people; person++)
    for (let step = 0; step < steps; step++) {
      const shown = pictures[(person + step) % pictures.length];
      const { x, y, width, height } = viewAt(person, step, 1);
      if (shown) frame.drawImage(shown, x, y, width, height, 0, 0, frame.canvas.width, frame.canvas.height);
      drawing.drawImage(frame.canvas, 0, 0, TILE.width, TILE.height);
      const jpeg = await small.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
      const drawn = await look(await decoder.decode(jpeg, [{ x: 0, y: 0, ...TILE }]));
      const copied = await copy();
      const said = { person, step, full: drawn[0].state, looks: scenes[(person + step) % scenes.length]?.looks ?? null };
      comparisons.copied.push({ ...said, tracked: copied[0].state, ...(await apart(classifier, copied, drawn)) });
      const sizes = new PictureSizes();
      sizes.take([frameTile(copied[1])], [copied[0].state === 'face' ? eyeDistancePx(copied[0].face) : null]);
      const enough = await copy(sizes.enough(null)[0]?.sidePx);
      const scaled = rescaled(enough[0], stepOf(enough[1]) / stepOf(copied[1]));
      comparisons.small.push({
        ...said,
        full: copied[0].state,
        tracked: enough[0].state,
        widthPx: enough[1].width,
        ...(await apart(classifier, enough, copied)),
        eyeError: scaled.state === 'face' && copied[0].state === 'face' ? eyeError(scaled.face, copied[0].face) : null,
      });
    }
  return comparisons;
}

/** What was seen in a picture, in the px of a larger one. */
const rescaled = (seen: Seen, scale: number): Seen =>
  seen.state === 'face' ? { state: 'face', face: moveFace(seen.face, scale, { x: 0, y: 0 }) } : seen;

const frameTile = ({ width, height }: Picture): FrameTile => ({
  participant: participantId('test:somebody'),
  name: 'Somebody',
  self: false,
  speaking: null,
  muted: null,
  state: 'live',
  streamEpoch: 1,
  place: { x: 0, y: 0, width, height },
});

/** A frame as a decoder gives it, copied. */
async function copiedFrame(
  { data, width, height }: ImageData,
  sidePx: number | undefined,
): Promise<{ bytes: ArrayBuffer; place: PicturePlace }> {
  // ITU-R BT.601, 16 to 235; the colour of each four pixels from the first.
  const bytes = new Uint8Array((width * height * 3) / 2);
  const [u, v] = [width * height, (width * height * 5) / 4];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
      bytes[y * width + x] = 16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256;
      if (x % 2 || y % 2) continue;
      const colour = (y / 2) * (width / 2) + x / 2;
      bytes[u + colour] = 128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256;
      bytes[v + colour] = 128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256;
    }
  const colorSpace = { matrix: 'smpte170m', fullRange: false, primaries: 'smpte170m', transfer: 'smpte170m' } as const;
  const frame = new VideoFrame(bytes, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0, colorSpace });
  const copied = await new Copying(new BufferPool()).copy(new Map([[0, frame]]), () => sidePx);
  frame.close();
  const place = copied?.places.get(0);
  if (!copied || !place) throw new Error('not copied');
  return { bytes: copied.bytes.slice().buffer, place };
}

Object.assign(globalThis, { compare, compareTaking, answersOn });
console.log('ready');
