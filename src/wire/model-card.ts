import * as v from 'valibot';

// The model card: models/card.json, written by `npm run card` from measured results, shown by the About page and in
// models/README.md. Types are plain (string, number), so that an imported JSON file fits them without a cast.

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.minLength(1));
/** The command line that printed the figures beside it. */
const command = text;

/** One class of one evaluation; see `ClassFigures` in models/evaluation/metrics.ts. */
const classSchema = v.strictObject({
  label: text,
  precision: v.nullable(share),
  recall: v.nullable(share),
  f1: v.nullable(share),
  images: count,
});

/** One run of `npm run evaluate` over the validation images. All shares are 0 to 1. */
const evaluationSchema = v.strictObject({
  /** `ferplus`, `ferplus-detect` or `fer2013`. */
  id: text,
  title: text,
  command,
  /** Images that were given, and those among them with an answer (without `--detect` all). */
  images: count,
  answered: count,
  /** Why images have no answer: state → images, for instance `no-face`. */
  notAnswered: v.record(v.string(), count),
  accuracy: share,
  meanRecall: share,
  macroPrecision: share,
  macroF1: share,
  /** Expected calibration error over the bins of `reliability`. */
  ece: share,
  perClass: v.array(classSchema),
  /** Images by true class (row) and answer (column), both in the order of `labels`. */
  confusion: v.strictObject({ labels: v.array(text), rows: v.array(v.array(count)) }),
  /** Calibration: bins of equal width over confidence 0 to 1; empty bins are left out. */
  reliability: v.array(v.strictObject({ from: share, to: share, images: count, confidence: share, accuracy: share })),
  /** Accuracy when only the most certain images are answered, `coverage` of all. */
  coverage: v.array(v.strictObject({ coverage: share, accuracy: share, certainty: share })),
  /** The same at the product's own threshold for "can't tell". */
  threshold: v.strictObject({ certainty: share, answered: share, accuracy: v.nullable(share) }),
});
export type CardEvaluation = v.InferOutput<typeof evaluationSchema>;

/** The validation images as a call might show them; all figures of the whole set, changed. */
const conditionSchema = v.strictObject({
  condition: text,
  /** How the images were changed. */
  how: text,
  ferplusAccuracy: share,
  fer2013Accuracy: share,
  meanRecall: share,
  ece: share,
  accuracyAt80Coverage: share,
  /** Why a figure may lie more than 12 points below clean images; null where none does. */
  reason: v.nullable(text),
});
export type CardCondition = v.InferOutput<typeof conditionSchema>;

/** How well valence tells real changes of expression, of sequences of made-up people after their first minute. */
const sequenceFiguresSchema = v.strictObject({
  /** Probability that a happy moment reads as more pleasant than a neutral one, whoever shows them. */
  pleasantAuc: share,
  /** Probability that a sad or angry moment reads as less pleasant than a neutral one. */
  unpleasantAuc: share,
  /** Between valence and the mean valence of the voters' labels. */
  correlation: v.number(),
  /** Share of neutral moments with a valence below −0.2, and above 0.2. */
  falseUnpleasant: share,
  falsePleasant: share,
});
const sequencesSchema = v.array(v.strictObject({ title: text, how: text, without: sequenceFiguresSchema, with: sequenceFiguresSchema }));
export type CardSequences = v.InferOutput<typeof sequencesSchema>;

export const modelCardSchema = v.strictObject({
  model: v.strictObject({
    name: text,
    /** Million multiply-adds for one face. */
    mmacs: v.number(),
    params: count,
    /** model.json and weights.bin together. */
    bytes: count,
    /** Height, width, channels. */
    input: v.array(count),
    /** Divisor of the eight-class scores before softmax, fitted on the validation images. */
    temperature: v.number(),
    epochs: count,
    licence: text,
    /** SHA-256 of weights.bin. */
    weightsSha256: text,
  }),
  /** What it is and is not: sentences for the user. */
  purpose: v.array(text),
  /** What it was trained on, under which terms, and who made the labels. */
  training: v.strictObject({
    images: count,
    validationImages: count,
    summary: text,
    sources: v.array(v.strictObject({ name: text, what: text, terms: text, labels: text })),
  }),
  evaluations: v.array(evaluationSchema),
  robustness: v.strictObject({ command, images: count, conditions: v.array(conditionSchema) }),
  /** The shipped files in tfjs against the network in PyTorch, on the same images. */
  parity: v.strictObject({
    command,
    images: count,
    backend: text,
    /** Accuracy here and there: FER+ and FER-2013. */
    ferplusAccuracy: v.strictObject({ tfjs: share, pytorch: share }),
    fer2013Accuracy: v.strictObject({ tfjs: share, pytorch: share }),
    /** Largest difference of any logit. */
    largestLogitDifference: v.number(),
    /** Images whose answer differs, of either output. */
    otherAnswers: count,
  }),
  /** Readings relative to a person's own resting face: sequences without and with them. */
  baseline: v.strictObject({
    command,
    how: text,
    /** Made-up people of each kind. */
    people: count,
    sequences: sequencesSchema,
  }),
  /** Where each expression lies in valence and arousal, −1 to 1, where that comes from and what it cannot do. */
  affect: v.strictObject({
    source: text,
    limits: v.array(text),
    values: v.array(v.strictObject({ expression: text, valence: v.number(), arousal: v.number() })),
  }),
  /** The face detector that comes before the network. */
  detector: v.strictObject({
    name: text,
    source: text,
    licence: text,
    command,
    /** Images that were given, and those in which it found a face. */
    images: count,
    found: count,
    note: text,
  }),
  /** What is weak or not known, and what the user should do about it. */
  limits: v.array(v.strictObject({ title: text, text, advice: text })),
});
/** The figures and facts of models/card.json. */
export type ModelCard = v.InferOutput<typeof modelCardSchema>;
