import { describe, expect, it } from 'vitest';
import { evaluate } from '../../models/evaluation/evaluation.ts';
import type { PictureResult } from '../../models/evaluation/evaluate.worker.ts';
import { htmlReport } from '../../models/evaluation/html-report.ts';
import type { LabelledFolder } from '../../models/evaluation/labelled-folder.ts';
import { emotionOf, FER2013_LABELS, labelSetOf } from '../../models/evaluation/labels.ts';
import type { ShippedModel } from '../../models/evaluation/shipped-model.ts';
import { textReport } from '../../models/evaluation/text-report.ts';
import { EXPRESSIONS } from '../../src/core/expression.ts';

const CARD: ShippedModel = { name: 'test', mmacs: 60, params: 850_000, bytes: 1_700_000, input: [48, 48, 1], temperature: 0.5 };

function folderWith(names: readonly string[], unknownFolders: readonly string[] = []): LabelledFolder {
  const files = names.map((name) => ({ path: `/faces/${name}`, name, emotion: emotionOf(name.split('/')[0] ?? '') ?? 'neutral' }));
  const labelSet = labelSetOf(names.map((name) => name.split('/')[0] ?? ''));
  return { files, labelSet, emptyClasses: ['sadness'], emptyEmotions: ['sadness'], unknownFolders, strayFiles: [] };
}

/** Both outputs are sure, each of its own label. */
function answered(eight: string, seven: string): PictureResult {
  const logits = (labels: readonly string[], said: string) => labels.map((label) => (label === said ? 10 : 0));
  return { state: 'answered', quality: 1, ferplus: logits(EXPRESSIONS, eight), fer2013: logits(FER2013_LABELS, seven) };
}

const FERPLUS = folderWith(['happiness/1', 'happiness/2', 'anger/3', 'anger/4', 'anger/5'], ['<img src=x>&"']);
const RESULTS: PictureResult[] = [
  answered('happiness', 'sad'),
  answered('contempt', 'happy'),
  answered('anger', 'sad'),
  { state: 'no-face' },
  { state: 'undecodable' },
];

describe('an evaluation', () => {
  it('of FER+ names takes the eight-class output', () => {
    const result = evaluate(FERPLUS, RESULTS, CARD, true);
    expect(result).toMatchObject({ n: 3, accuracy: 2 / 3, head: 'ferplus', noFace: 1, unreadable: ['anger/5'], emptyClasses: ['sadness'] });
    expect(result.coverage).toMatchObject({ share: 0.75, cannotTell: 1 });
    expect(result.missingClasses).toEqual(['neutral', 'surprise', 'disgust', 'fear', 'contempt']);
    expect(result.confusion.labels).toEqual(EXPRESSIONS);
    expect(result.model).toEqual({ name: 'test', mmacs: 60, params: 850_000, bytes: 1_700_000, input: [48, 48, 1] });
  });

  it('of Kaggle names takes the seven-class output', () => {
    const result = evaluate(folderWith(['happy/1', 'happy/2', 'angry/3']), RESULTS, CARD, false);
    expect(result).toMatchObject({ n: 3, accuracy: 1 / 3, head: 'fer2013', noFace: 0, unreadable: [] });
    expect(result.confusion.labels).toEqual(FER2013_LABELS);
    expect(result.perClass.find(({ label }) => label === 'happy')).toMatchObject({ recall: 0.5, precision: 1, images: 2 });
  });

  it('counts other reasons against an answer apart', () => {
    const result = evaluate(FERPLUS, [...RESULTS.slice(0, 3), { state: 'blurred' }, { state: 'too-dark' }], CARD, true);
    expect(result).toMatchObject({ noFace: 0, notRead: { blurred: 1, 'too-dark': 1 } });
  });

  it.each<[string, PictureResult['state'] & ('undecodable' | 'no-face'), RegExp]>([
    ['no image among the files', 'undecodable', /^None of the 5 files .* can be decoded\.$/],
    ['no face in any image', 'no-face', /^No face could be read in any of the 5 images\.$/],
  ])('%s is refused', (_, state, message) => {
    const results = FERPLUS.files.map(() => ({ state }));
    expect(() => evaluate(FERPLUS, results, CARD, true)).toThrow(message);
  });
});

describe('the reports', () => {
  const result = evaluate(FERPLUS, RESULTS, CARD, true);

  it('the text names everything that was left out', () => {
    const text = textReport(result, '/somewhere/faces');
    expect(text).toContain('faces: 3 images, eight classes (FER+), faces detected and aligned');
    expect(text).toContain('accuracy 66.7 %');
    expect(text).toContain('1 of 4 images have no answer (no face found in 1)');
    expect(text).toContain('1 file could not be decoded: anger/5.');
    expect(text).toContain('Class folders without images: sadness.');
    expect(text).not.toContain('/somewhere');
    expect(text).not.toMatch(/NaN|undefined|null/);
  });

  it('the page loads nothing, draws three charts and takes no name for markup', () => {
    const html = htmlReport(result, '/somewhere/<b>', new Date(0));
    expect(html.match(/<svg /g)).toHaveLength(3);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|https?:|url\(|src=x>|<b>|\/somewhere/);
    expect(html).toContain('&lt;img src=x&gt;&amp;&quot;');
    expect(html).not.toMatch(/NaN|undefined|null/);
  });
});
