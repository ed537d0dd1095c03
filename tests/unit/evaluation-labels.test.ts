import { describe, expect, it } from 'vitest';
import { folderOf, majorityLabel, parseFer2013Rows } from '../../models/evaluation/fer2013-rows.ts';
import { emotionOf, FER2013_LABELS, labelOf, labelSetOf } from '../../models/evaluation/labels.ts';
import { SEVEN_WAYS, softmax } from '../../models/evaluation/seven-classes.ts';
import { EXPRESSIONS, scoresFromLogits } from '../../src/core/expression.ts';

describe('names of classes', () => {
  it.each([
    ['neutral', 'neutral'],
    ['Happiness', 'happiness'],
    ['HAPPY', 'happiness'],
    [' joy ', 'happiness'],
    ['surprise', 'surprise'],
    ['Surprised', 'surprise'],
    ['sad', 'sadness'],
    ['sadness', 'sadness'],
    ['angry', 'anger'],
    ['Anger', 'anger'],
    ['disgust', 'disgust'],
    ['disgusted', 'disgust'],
    ['fear', 'fear'],
    ['fearful', 'fear'],
    ['contempt', 'contempt'],
    ['unknown', null],
    ['not_a_face', null],
    ['0', null],
    ['', null],
    ['constructor', null],
    ['happy2', null],
  ])('%j is %s', (name, emotion) => expect(emotionOf(name)).toBe(emotion));

  it.each([
    ['the Kaggle layout', ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'], 'fer2013'],
    ['the same in other case', ['Angry', 'Happy'], 'fer2013'],
    ['the eight of FER+', EXPRESSIONS, 'ferplus'],
    ['FER+ without contempt', ['neutral', 'happiness', 'anger'], 'ferplus'],
    ['both styles', ['angry', 'happiness'], 'ferplus'],
    ['seven in Kaggle style and contempt', [...FER2013_LABELS, 'contempt'], 'ferplus'],
    ['only names that both have', ['neutral', 'surprise', 'fear'], 'ferplus'],
    ['one Kaggle name among shared ones', ['neutral', 'sad'], 'fer2013'],
  ] as const)('%s', (_, names, set) => expect(labelSetOf(names)).toBe(set));

  it('every name of either set stands for an emotion that leads back to it', () => {
    for (const name of EXPRESSIONS) expect(labelOf(emotionOf(name) ?? 'contempt', 'ferplus')).toBe(name);
    for (const name of FER2013_LABELS) expect(labelOf(emotionOf(name) ?? 'contempt', 'fer2013')).toBe(name);
    expect(() => labelOf('contempt', 'fer2013')).toThrow(RangeError);
  });
});

describe('seven classes', () => {
  // FER+ order: neutral, happiness, surprise, sadness, anger, disgust, fear, contempt.
  const eight = [0.4, 0.1, 0.05, 0.1, 0.05, 0.05, 0.05, 0.2];
  const seven = [0.1, 0, 0, 0.3, 0.2, 0, 0.4];

  it('the second output is taken as it is', () => expect(SEVEN_WAYS['second output']({ eight, seven })).toEqual(seven));

  it('contempt is dropped and the rest put in the order of FER-2013', () => {
    const expected = [0.0625, 0.0625, 0.0625, 0.125, 0.125, 0.0625, 0.5];
    SEVEN_WAYS['eight without contempt']({ eight, seven }).forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? -1));
  });

  it('nothing but contempt leaves no preference', () => {
    const only = [0, 0, 0, 0, 0, 0, 0, 1];
    for (const value of SEVEN_WAYS['eight without contempt']({ eight: only, seven })) expect(value).toBeCloseTo(1 / 7);
  });

  it('each way gives a distribution', () => {
    for (const way of Object.values(SEVEN_WAYS)) expect(way({ eight, seven }).reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  });

  it('softmax is that of the product', () => {
    const logits = [2, -1, 0.5, 0, 3, -4, 1, 0.25];
    const product = scoresFromLogits(logits, 0.6);
    softmax(logits, 0.6).forEach((value, index) => expect(value).toBeCloseTo(product[EXPRESSIONS[index] ?? 'fear'], 12));
  });
});

describe('labels of the raw data', () => {
  const HEADER =
    'row,fer2013,ferplus_neutral,ferplus_happiness,ferplus_surprise,ferplus_sadness,ferplus_anger,ferplus_disgust,ferplus_fear,ferplus_contempt,ferplus_unknown,ferplus_not_a_face';

  it.each([
    ['a clear majority', [8, 2, 0, 0, 0, 0, 0, 0, 0, 0], 'neutral'],
    ['single votes are noise', [0, 4, 1, 1, 1, 1, 1, 1, 0, 0], 'happiness'],
    ['half is not more than half', [5, 5, 0, 0, 0, 0, 0, 0, 0, 0], null],
    ['half of what remains is not enough', [0, 4, 0, 2, 2, 0, 0, 0, 1, 1], null],
    ['unknown has the majority', [2, 0, 0, 0, 0, 0, 0, 0, 8, 0], null],
    ['not a face', [0, 0, 0, 0, 0, 0, 0, 0, 0, 10], null],
    ['ten single votes', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], null],
    ['contempt', [3, 0, 0, 0, 0, 1, 0, 6, 0, 0], 'contempt'],
  ])('%s', (_, votes, label) => expect(majorityLabel(votes)).toBe(label));

  it('reads rows, and gives the folder of either label set', () => {
    const [row] = parseFer2013Rows(`${HEADER}\n28709,angry,0,7,0,0,1,0,0,0,2,0\n`);
    expect(row).toEqual({ row: 28_709, fer2013: 'angry', votes: [0, 7, 0, 0, 1, 0, 0, 0, 2, 0] });
    expect(row && folderOf(row, 'ferplus')).toBe('happiness');
    expect(row && folderOf(row, 'fer2013')).toBe('angry');
  });

  it('refuses other columns', () => expect(() => parseFer2013Rows('emotion,pixels\n0,1')).toThrow(/columns/));
});
