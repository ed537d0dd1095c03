import type { TileSight } from '../../src/core/mood-track.ts';
import { createAnalyser } from '../../src/offscreen/vision/analyse.ts';
import { Networks, NETWORKS } from '../../src/offscreen/vision/networks.ts';
import { cropOfWhole, decodePictures, drawTiles, type Framing, isCloseUp } from './pictures.worker.ts';
import { type HeadLogits, openTwoHeads } from './two-heads.ts';

/** Why a picture has no answer. */
export type NoAnswer = Exclude<TileSight['state'], 'face'>;

/** What became of one picture. */
export type PictureResult =
  | ({ readonly state: 'answered'; readonly quality: number } & HeadLogits)
  | { readonly state: NoAnswer }
  | { readonly state: 'undecodable' };

export interface StartRequest {
  readonly detect: boolean;
  readonly temperature: number;
}

const NOT_FOUND = { state: 'no-face' } as const satisfies PictureResult;

type Judge = (pictures: readonly ImageBitmap[]) => Promise<PictureResult[]>;
let judge: Judge | null = null;

/** Loads the engine's files and prepares either way of answering. */
async function start({ detect, temperature }: StartRequest): Promise<void> {
  const base = new URL('/dist/', location.href).href;
  const names = Object.values(NETWORKS).flatMap(({ folder }) => [`${folder}/model.json`, `${folder}/weights.bin`]);
  const files = new Map(await Promise.all(names.map(async (name) => [name, await read(new URL(name, base))] as const)));
  const network = await openTwoHeads(files, base, temperature);
  if (!detect) {
    judge = async (pictures) =>
      (await network.logits(pictures.map(cropOfWhole))).map((heads) => ({ state: 'answered', quality: 1, ...heads }));
    return;
  }
  const analyse = createAnalyser(await Networks.open(files, base, 'wasm'), network);
  const look = async (pictures: readonly ImageBitmap[], framing: Framing): Promise<PictureResult[]> => {
    if (pictures.length === 0) return [];
    const { atlas, layout } = await drawTiles(pictures, framing);
    // Each picture is a person's first: nothing is known of where the face may be.
    const tiles = layout.rects.map((place) => ({ place, key: null }));
    const { sights } = await analyse(atlas, tiles, 'full');
    return sights.map((sight) =>
      sight.state === 'face'
        ? { state: 'answered', quality: sight.quality, ...network.logitsBehind(sight.scores) }
        : { state: sight.state },
    );
  };
  judge = async (pictures) => {
    const whole = await look(
      pictures.filter((picture) => !isCloseUp(picture)),
      'whole',
    );
    const first = pictures.map((picture) => (isCloseUp(picture) ? NOT_FOUND : (whole.shift() ?? NOT_FOUND)));
    const missed = pictures.filter((_, index) => first[index]?.state === 'no-face');
    const closer = await look(missed, 'close-up');
    return first.map((result) => (result.state === 'no-face' ? (closer.shift() ?? result) : result));
  };
}

/** Answers for pictures by address, in their order. */
async function answer(urls: readonly string[]): Promise<PictureResult[]> {
  if (!judge) throw new Error('not started');
  const pictures = await decodePictures(urls);
  const decoded = pictures.filter((picture) => picture !== null);
  try {
    const results = await judge(decoded);
    return pictures.map((picture) => (picture ? (results.shift() ?? { state: 'undecodable' }) : { state: 'undecodable' }));
  } finally {
    for (const picture of decoded) picture.close();
  }
}

async function read(url: URL): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} cannot be read`);
  return response.arrayBuffer();
}

Object.assign(globalThis, { start, answer });
// Only now can they be called; the command waits for this line.
console.log('ready');
