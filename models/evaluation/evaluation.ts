import { type Coverage, coverageOf } from './coverage.ts';
import type { NoAnswer, PictureResult } from './evaluate.worker.ts';
import type { LabelledFile, LabelledFolder } from './labelled-folder.ts';
import { FER2013_LABELS, labelOf, type LabelSet } from './labels.ts';
import {
  accuracyOf,
  type Answer,
  calibrationError,
  type ClassFigures,
  confusionOf,
  figuresPerClass,
  macroOf,
  type ReliabilityBin,
  reliabilityOf,
} from './metrics.ts';
import type { ShippedModel } from './shipped-model.ts';
import { Refusal } from './refusal.ts';
import { SEVEN_WAYS, softmax } from './seven-classes.ts';
import { EXPRESSIONS } from '../../src/core/expression.ts';

/** The way of answering with seven classes that measured best; see README.md. */
const SEVEN_WAY = 'second output' satisfies keyof typeof SEVEN_WAYS;

/** Everything that is reported about one run; the JSON output is this. Shares are 0 to 1. */
export interface Evaluation {
  /** Images that have a label and an answer: what accuracy, recall and calibration count. */
  readonly n: number;
  readonly accuracy: number;
  readonly macroPrecision: number;
  readonly meanRecall: number;
  readonly macroF1: number;
  readonly ece: number;
  readonly head: LabelSet;
  readonly detect: boolean;
  readonly perClass: readonly ClassFigures[];
  /** Rows: true class; columns: answer; both in the order of `labels`. */
  readonly confusion: { readonly labels: readonly string[]; readonly rows: readonly (readonly number[])[] };
  readonly reliability: readonly ReliabilityBin[];
  readonly coverage: Coverage;
  readonly model: Omit<ShippedModel, 'temperature'>;
  /** Images in which no face was found, and those with another reason against an answer. */
  readonly noFace: number;
  readonly notRead: Readonly<Partial<Record<Exclude<NoAnswer, 'no-face'>, number>>>;
  /** Files that the browser cannot decode, as `<class>/<file>`. */
  readonly unreadable: readonly string[];
  readonly emptyClasses: readonly string[];
  /** Classes of the head for which the folder has no class folder. */
  readonly missingClasses: readonly string[];
  readonly unknownFolders: readonly string[];
  readonly strayFiles: readonly string[];
}

/** Adds up a run. @throws Refusal if no image has an answer */
export function evaluate(folder: LabelledFolder, results: readonly PictureResult[], card: ShippedModel, detect: boolean): Evaluation {
  const head = folder.labelSet;
  const labels: readonly string[] = head === 'ferplus' ? EXPRESSIONS : FER2013_LABELS;
  const files = folder.files.map((file, index) => ({ file, result: results[index] ?? { state: 'undecodable' as const } }));
  const answers = files.flatMap(({ file, result }) => (result.state === 'answered' ? [answerOf(file, result, head, labels, card)] : []));
  const unreadable = files.filter(({ result }) => result.state === 'undecodable').map(({ file }) => file.name);
  if (answers.length === 0) throw new Refusal(noAnswers(files.length, unreadable.length));
  const reasons = files.flatMap(({ result: { state } }) => (state === 'answered' || state === 'undecodable' ? [] : [state]));
  const count = (state: NoAnswer) => reasons.filter((reason) => reason === state).length;
  const rows = confusionOf(answers, labels.length);
  const perClass = figuresPerClass(labels, rows);
  const macro = macroOf(perClass);
  const reliability = reliabilityOf(answers);
  const { temperature: _, ...model } = card;
  const present = new Set(
    [...folder.files.map(({ emotion }) => emotion), ...folder.emptyEmotions].map((emotion) => labelOf(emotion, head)),
  );
  return {
    n: answers.length,
    accuracy: accuracyOf(answers),
    macroPrecision: macro.precision,
    meanRecall: macro.recall,
    macroF1: macro.f1,
    ece: calibrationError(reliability),
    head,
    detect,
    perClass,
    confusion: { labels, rows },
    reliability,
    coverage: coverageOf(answers, reasons.length),
    model,
    noFace: count('no-face'),
    notRead: Object.fromEntries(reasons.filter((reason) => reason !== 'no-face').map((reason) => [reason, count(reason)])),
    unreadable,
    emptyClasses: folder.emptyClasses,
    missingClasses: labels.filter((label) => !present.has(label)),
    unknownFolders: folder.unknownFolders,
    strayFiles: folder.strayFiles,
  };
}

function answerOf(
  file: LabelledFile,
  result: Extract<PictureResult, { state: 'answered' }>,
  head: LabelSet,
  labels: readonly string[],
  card: ShippedModel,
): Answer {
  const eight = softmax(result.ferplus, card.temperature);
  const probabilities = head === 'ferplus' ? eight : SEVEN_WAYS[SEVEN_WAY]({ eight, seven: softmax(result.fer2013) });
  return { truth: labels.indexOf(labelOf(file.emotion, head)), probabilities, quality: result.quality };
}

function noAnswers(files: number, unreadable: number): string {
  if (unreadable === files) return `None of the ${files} files in the class folders is an image that can be decoded.`;
  return `No face could be read in any of the ${files - unreadable} images.`;
}
