import { type CardCondition, type CardEvaluation, type ModelCard, modelCardSchema } from '../../src/wire/model-card.ts';
import * as v from 'valibot';
import { CARD_FACTS } from './card-facts.ts';
import type { Evaluation } from './evaluation.ts';
import { RUNS } from './runs.ts';
import type { ShippedModel } from './shipped-model.ts';

/** What the runs printed, by their names in {@link RUNS}, and what the shipped files say of themselves. */
export interface CardSources {
  readonly model: ShippedModel;
  readonly epochs: number;
  readonly weightsSha256: string;
  readonly evaluations: Readonly<Record<(typeof EVALUATIONS)[number]['id'], Evaluation>>;
  readonly parity: Omit<ModelCard['parity'], 'command'>;
  readonly baseline: Omit<ModelCard['baseline'], 'command' | 'how'>;
  readonly robustness: { readonly images: number; readonly conditions: readonly CardCondition[] };
}

export const EVALUATIONS = [
  { id: 'ferplus', title: 'FER+ majority, 8 classes' },
  { id: 'ferplus-detect', title: 'FER+ majority, 8 classes, found and aligned as in a call' },
  { id: 'fer2013', title: 'FER-2013, 7 classes (second output)' },
] as const;

/** Decimals of a share: a hundredth of a percent point. */
const DECIMALS = 4;

/** Puts a card together. @throws ValiError if a figure is missing or out of range */
export function buildCard({ model, epochs, weightsSha256, evaluations, parity, baseline, robustness }: CardSources): ModelCard {
  const detected = evaluations['ferplus-detect'];
  const images = imagesOf(detected);
  const card: ModelCard = {
    model: { ...model, input: [...model.input], epochs, licence: 'MIT', weightsSha256 },
    purpose: [...CARD_FACTS.purpose],
    training: { ...CARD_FACTS.training, sources: [...CARD_FACTS.training.sources] },
    evaluations: EVALUATIONS.map(({ id, title }) => evaluationOf(id, title, evaluations[id])),
    robustness: { command: RUNS.robustness, images: robustness.images, conditions: [...robustness.conditions] },
    parity: { command: RUNS.parity, ...parity },
    baseline: { command: RUNS.baseline, ...CARD_FACTS.baseline, ...baseline },
    affect: { ...CARD_FACTS.affect, limits: [...CARD_FACTS.affect.limits] },
    detector: { ...CARD_FACTS.detector, command: RUNS['ferplus-detect'], images, found: images - detected.noFace },
    limits: [...CARD_FACTS.limits],
  };
  return v.parse(modelCardSchema, rounded(card));
}

const imagesOf = ({ n, noFace, notRead }: Evaluation) => n + noFace + Object.values(notRead).reduce((sum, images) => sum + images, 0);

function evaluationOf(id: keyof typeof RUNS, title: string, run: Evaluation): CardEvaluation {
  const { accuracy, meanRecall, macroPrecision, macroF1, ece, perClass, confusion, reliability, coverage } = run;
  return {
    id,
    title,
    command: RUNS[id].replace(' --json', ''),
    images: imagesOf(run),
    answered: run.n,
    notAnswered: { ...(run.noFace > 0 ? { 'no-face': run.noFace } : {}), ...run.notRead },
    accuracy,
    meanRecall,
    macroPrecision,
    macroF1,
    ece,
    perClass: perClass.map(({ label, precision, recall, f1, images }) => ({ label, precision, recall, f1, images })),
    confusion: { labels: [...confusion.labels], rows: confusion.rows.map((row) => [...row]) },
    reliability: reliability.flatMap(({ from, to, count, confidence, accuracy: right }) =>
      confidence === null || right === null ? [] : [{ from, to, images: count, confidence, accuracy: right }],
    ),
    coverage: [...coverage.curve],
    threshold: { certainty: coverage.threshold, answered: coverage.share, accuracy: coverage.accuracy },
  };
}

/** The same with every fraction rounded; differences below a ten-thousandth keep their first digits. */
function rounded<T>(value: T): T {
  if (typeof value === 'number') return (Math.abs(value) < 1e-4 ? Number(value.toPrecision(2)) : Number(value.toFixed(DECIMALS))) as T;
  if (Array.isArray(value)) return value.map(rounded) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)])) as T;
  return value;
}
