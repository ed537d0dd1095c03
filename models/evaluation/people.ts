import { type Expression, EXPRESSIONS, type ExpressionScores } from '../../src/core/expression.ts';
import { affectOf } from '../../src/core/valence.ts';
import { logRatiosOf } from '../../src/core/baseline.ts';

/** One image with a majority label and the network's answer. */
export interface LabelledFace {
  readonly label: Expression;
  readonly scores: ExpressionScores;
  /** Mean valence of what the voters said. */
  readonly votedValence: number;
}

/** How a made-up person is put together. */
export interface Recipe {
  readonly title: string;
  readonly how: string;
  /** From which resting faces the person's own is drawn: all, or the most unpleasant or pleasant reading ones. */
  readonly resting: 'any' | 'unpleasant' | 'pleasant';
  /** Whether the other expressions err in the same direction as the resting face. */
  readonly shared: boolean;
  /** What the first minute shows. */
  readonly first: Expression;
}

export const RECIPES: readonly Recipe[] = [
  {
    title: 'resting face reads as unpleasant',
    how: 'drawn from the most unpleasant reading sixth of neutral images; all expressions lean the same way',
    resting: 'unpleasant',
    shared: true,
    first: 'neutral',
  },
  {
    title: 'the same, at rest only',
    how: 'as above, but the other expressions are anybody’s',
    resting: 'unpleasant',
    shared: false,
    first: 'neutral',
  },
  {
    title: 'resting face reads as pleasant',
    how: 'drawn from the most pleasant reading tenth of neutral images; all expressions lean the same way',
    resting: 'pleasant',
    shared: true,
    first: 'neutral',
  },
  { title: 'no bias', how: 'any images', resting: 'any', shared: false, first: 'neutral' },
  {
    title: 'no bias, smiles first',
    how: 'any images, the first minute shows happiness',
    resting: 'any',
    shared: false,
    first: 'happiness',
  },
  { title: 'no bias, sad first', how: 'any images, the first minute shows sadness', resting: 'any', shared: false, first: 'sadness' },
];

/** Images per minute of rest, and how many candidates each chosen image is the best of. */
const MINUTE = 20;
const CHOOSE_FROM = 6;
/** What follows the first minute, in mixed order. */
const LATER: readonly (readonly [Expression, number])[] = [
  ['neutral', 12],
  ['happiness', 6],
  ['sadness', 6],
  ['anger', 6],
  ['surprise', 2],
];

/** Numbers in [0, 1) from a seed (mulberry32), the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Makes people out of images of different people, since nobody appears twice in the data: a person is a direction in which
 * the network errs. For each image, that is its log-ratios less the mean of its class. A person starts from one
 * neutral image; each further image is, of six drawn at random, the one that errs most alike.
 */
export function castingOf(
  faces: readonly LabelledFace[],
): (recipe: Recipe, random: () => number) => { first: LabelledFace[]; later: LabelledFace[] } {
  const byLabel = new Map(EXPRESSIONS.map((label) => [label, errorsOf(faces.filter((face) => face.label === label))]));
  const neutral = (byLabel.get('neutral') ?? []).toSorted((a, b) => a.valence - b.valence);
  const seeds = {
    any: neutral,
    unpleasant: neutral.slice(0, Math.floor(neutral.length / 6)),
    pleasant: neutral.slice(-Math.floor(neutral.length / 10)),
  };
  return (recipe, random) => {
    const [seed] = drawn(seeds[recipe.resting], 1, random);
    const choose = (label: Expression, count: number, biased: boolean): LabelledFace[] => {
      const candidates = drawn(byLabel.get(label) ?? [], biased ? count * CHOOSE_FROM : count, random);
      if (biased) candidates.sort((a, b) => distance(a.error, seed?.error ?? []) - distance(b.error, seed?.error ?? []));
      return candidates.slice(0, count).map(({ face }) => face);
    };
    const biased = recipe.resting !== 'any';
    // One choice for both parts, so that no image is seen twice.
    const pools = new Map(
      LATER.map(([label, count]) => {
        const wanted = count + (label === recipe.first ? MINUTE : 0);
        return [label, drawn(choose(label, wanted, biased && (label === 'neutral' || recipe.shared)), wanted, random)] as const;
      }),
    );
    const first = (pools.get(recipe.first) ?? []).splice(0, MINUTE);
    const later = [...pools.values()].flat();
    return { first, later: drawn(later, later.length, random) };
  };
}

interface Erring {
  readonly face: LabelledFace;
  readonly error: readonly number[];
  readonly valence: number;
}

function errorsOf(faces: readonly LabelledFace[]): Erring[] {
  const ratios = faces.map(({ scores }) => Object.values(logRatiosOf(scores)));
  const mean = EXPRESSIONS.map((_, at) => ratios.reduce((sum, row) => sum + (row[at] ?? 0), 0) / ratios.length);
  return faces.map((face, index) => ({
    face,
    error: mean.map((value, at) => (ratios[index]?.[at] ?? 0) - value),
    valence: affectOf(face.scores).valence,
  }));
}

const distance = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0);

/** `count` of the items, or all, in random order, none twice. */
function drawn<T>(items: readonly T[], count: number, random: () => number): T[] {
  const rest = [...items];
  const taken: T[] = [];
  while (taken.length < count && rest.length > 0) taken.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return taken;
}
