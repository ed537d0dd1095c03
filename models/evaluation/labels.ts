import { EXPRESSIONS, type Expression } from '../../src/core/expression.ts';

/** Which label set answers: FER+'s eight emotions or FER-2013's seven. */
export type LabelSet = 'ferplus' | 'fer2013';

/** FER-2013's name of each FER+ emotion; it has no contempt. */
export const FER2013_NAMES: Readonly<Record<Expression, string | null>> = {
  neutral: 'neutral',
  happiness: 'happy',
  surprise: 'surprise',
  sadness: 'sad',
  anger: 'angry',
  disgust: 'disgust',
  fear: 'fear',
  contempt: null,
};

/** FER-2013's order, as in its file: classes 0 to 6. */
export const FER2013_LABELS = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'] as const;

/** Names that only one of the two label sets, and data sets in its style, would use for a class. */
const STYLED: readonly (readonly [LabelSet, Readonly<Partial<Record<Expression, readonly string[]>>>])[] = [
  ['ferplus', { happiness: ['happiness', 'joy'], sadness: ['sadness'], anger: ['anger'], contempt: ['contempt', 'contemptuous'] }],
  [
    'fer2013',
    {
      anger: ['angry'],
      disgust: ['disgusted'],
      fear: ['fearful', 'scared', 'afraid'],
      happiness: ['happy'],
      sadness: ['sad'],
      surprise: ['surprised'],
    },
  ],
];

const SHARED: Readonly<Partial<Record<Expression, readonly string[]>>> = {
  neutral: ['neutral', 'neutrality'],
  surprise: ['surprise'],
  disgust: ['disgust'],
  fear: ['fear'],
};

const normalised = (name: string) => name.normalize('NFKC').trim().toLowerCase();

/** The emotion that a class folder's name stands for, in either style and any case; null for other names. */
export function emotionOf(name: string): Expression | null {
  const wanted = normalised(name);
  const tables = [SHARED, ...STYLED.map(([, table]) => table)];
  return EXPRESSIONS.find((emotion) => tables.some((table) => table[emotion]?.includes(wanted))) ?? null;
}

/**
 * Which label set a folder's classes follow. One FER+ name (happiness, sadness, anger, contempt) is enough for
 * eight classes; else one FER-2013 name (angry, happy, sad, …) means seven. Names that both have decide nothing,
 * and alone mean the product's own eight.
 */
export function labelSetOf(names: readonly string[]): LabelSet {
  const all = new Set(names.map(normalised));
  const style = STYLED.find(([, table]) => Object.values(table).some((spellings) => spellings.some((name) => all.has(name))));
  return style?.[0] ?? 'ferplus';
}

/** The label of an emotion in a label set. @throws RangeError for contempt in FER-2013 */
export function labelOf(emotion: Expression, set: LabelSet): string {
  const label = set === 'ferplus' ? emotion : FER2013_NAMES[emotion];
  if (label === null) throw new RangeError(`FER-2013 has no ${emotion}`);
  return label;
}
