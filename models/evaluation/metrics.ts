/** One image with an answer. */
export interface Answer {
  /** Index of the true class. */
  readonly truth: number;
  /** One probability per class, together 1. */
  readonly probabilities: readonly number[];
  /** Measured quality of the face in (0, 1]; 1 where nothing was measured. */
  readonly quality: number;
}

/** Bins of the calibration error, of equal width. */
export const CALIBRATION_BINS = 15;

/** Index of the most probable class; on a tie the earlier one. */
export function topClass({ probabilities }: Answer): number {
  return probabilities.reduce((best, value, index) => (value > (probabilities[best] ?? 0) ? index : best), 0);
}

/** Probability of the most probable class, 0 to 1. */
export const confidenceOf = (answer: Answer): number => answer.probabilities[topClass(answer)] ?? 0;

/** Share of right answers; NaN for none. */
export function accuracyOf(answers: readonly Answer[]): number {
  return answers.filter((answer) => topClass(answer) === answer.truth).length / answers.length;
}

/** Counts of true class (row) × answered class (column). */
export function confusionOf(answers: readonly Answer[], classes: number): number[][] {
  const rows = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const answer of answers) {
    const row = rows[answer.truth];
    const column = topClass(answer);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return rows;
}

/** How well one class is answered. */
export interface ClassFigures {
  readonly label: string;
  /** Share of the images said to be this class that are it; 0 if it is never said; null if there are no images either. */
  readonly precision: number | null;
  /** Share of its images that are said to be it; null without images. */
  readonly recall: number | null;
  /** Harmonic mean of the two; null without images. */
  readonly f1: number | null;
  /** Images of this class that have an answer. */
  readonly images: number;
  /** Images that were said to be this class. */
  readonly said: number;
}

/** Precision, recall and F1 of each class from a confusion matrix. */
export function figuresPerClass(labels: readonly string[], confusion: readonly (readonly number[])[]): ClassFigures[] {
  return labels.map((label, index) => {
    const hits = confusion[index]?.[index] ?? 0;
    const images = sum(confusion[index] ?? []);
    const said = sum(confusion.map((row) => row[index] ?? 0));
    const any = images > 0;
    return {
      label,
      precision: any || said > 0 ? hits / Math.max(said, 1) : null,
      recall: any ? hits / images : null,
      f1: any ? (2 * hits) / (images + said) : null,
      images,
      said,
    };
  });
}

/** Unweighted means over the classes that have images; a class that is never said counts with precision 0. */
export function macroOf(perClass: readonly ClassFigures[]): { precision: number; recall: number; f1: number } {
  const present = perClass.filter(({ images }) => images > 0);
  const mean = (read: (figures: ClassFigures) => number | null) => sum(present.map((figures) => read(figures) ?? 0)) / present.length;
  return { precision: mean(({ precision }) => precision), recall: mean(({ recall }) => recall), f1: mean(({ f1 }) => f1) };
}

/** Answers of about the same confidence: is it deserved? */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence and share of right answers; null for an empty bin. */
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

/** Bins of equal width over confidence 0 to 1; each holds its lower edge, the last both. */
export function reliabilityOf(answers: readonly Answer[]): ReliabilityBin[] {
  return Array.from({ length: CALIBRATION_BINS }, (_, bin) => {
    const inside = answers.filter((answer) => Math.min(CALIBRATION_BINS - 1, Math.floor(confidenceOf(answer) * CALIBRATION_BINS)) === bin);
    const some = inside.length > 0;
    return {
      from: bin / CALIBRATION_BINS,
      to: (bin + 1) / CALIBRATION_BINS,
      count: inside.length,
      confidence: some ? sum(inside.map(confidenceOf)) / inside.length : null,
      accuracy: some ? accuracyOf(inside) : null,
    };
  });
}

/** Expected calibration error: mean gap between confidence and accuracy, weighted by the size of the bins, 0 to 1
 * (Guo et al. 2017, arXiv:1706.04599). */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const gaps = bins.map(({ count, confidence, accuracy }) => count * Math.abs((accuracy ?? 0) - (confidence ?? 0)));
  return sum(gaps) / sum(bins.map(({ count }) => count));
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
