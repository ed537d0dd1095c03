import type { CardEvaluation, ModelCard } from '../../src/wire/model-card.ts';
import { count, percent } from './text-report.ts';

/** Tables of models/README.md that are written from the card; each stands between `<!-- card:NAME -->` and `<!-- /card -->`. */
export const CARD_TABLES: Readonly<Record<string, (card: ModelCard) => string>> = {
  size: ({ model }) =>
    `${model.mmacs.toFixed(1)} million multiply-adds, ${count(model.params)} parameters, ${(model.bytes / 1e6).toFixed(2)} MB with float16 weights. Temperature ${model.temperature}.`,
  accuracy: ({ evaluations }) =>
    table(
      [
        'validation images',
        'given',
        'answered',
        'accuracy',
        'mean recall',
        'macro F1',
        'ECE',
        'accuracy at 80 % coverage',
        'at the product’s threshold',
      ],
      evaluations.map((run) => [
        run.title,
        count(run.images),
        count(run.answered),
        percent(run.accuracy),
        percent(run.meanRecall),
        percent(run.macroF1),
        percent(run.ece),
        percent(atCoverage(run, 0.8)),
        `${percent(run.threshold.answered)} answered, ${percent(run.threshold.accuracy)} right`,
      ]),
    ) + `\n\nCommands: ${evaluations.map(({ command }) => `\`${command}\``).join('; ')}.`,
  classes: ({ evaluations }) =>
    evaluations
      .filter(({ id }) => id !== 'ferplus-detect')
      .map(classTables)
      .join('\n\n'),
  calibration: ({ evaluations }) => {
    const [run] = evaluations;
    return run
      ? table(
          ['confidence', 'images', 'mean confidence', 'accuracy'],
          run.reliability.map((bin) => [
            `${bin.from.toFixed(2)} to ${bin.to.toFixed(2)}`,
            count(bin.images),
            percent(bin.confidence),
            percent(bin.accuracy),
          ]),
        )
      : '';
  },
  coverage: ({ evaluations }) => {
    const [run] = evaluations;
    const points = run?.coverage.filter(({ coverage }) => coverage > 0.45) ?? [];
    return table(
      ['answered', ...points.map(({ coverage }) => `${Math.round(100 * coverage)} %`)],
      [
        ['accuracy', ...points.map(({ accuracy }) => percent(accuracy))],
        ['certainty at least', ...points.map(({ certainty }) => certainty.toFixed(2))],
      ],
    );
  },
  robustness: ({ robustness: { command, images, conditions } }) =>
    [
      table(
        ['images', 'FER+', 'FER-2013', 'mean recall', 'ECE', 'accuracy at 80 % coverage'],
        conditions.map((one) => [
          one.condition,
          percent(one.ferplusAccuracy),
          percent(one.fer2013Accuracy),
          percent(one.meanRecall),
          percent(one.ece),
          percent(one.accuracyAt80Coverage),
        ]),
      ),
      `Command: \`${command}\` (${count(images)} images). How the images are changed:`,
      conditions.map(({ condition, how }) => `- **${condition}**: ${how}`).join('\n'),
      'More than 12 points below clean images, and why:',
      conditions.flatMap(({ condition, reason }) => (reason ? [`- **${condition}**: ${reason}`] : [])).join('\n') || '- none',
    ].join('\n\n'),
  baseline: ({ baseline: { command, how, people, sequences } }) => {
    const both = (a: number, b: number, write: (value: number) => string) => `${write(a)} → ${write(b)}`;
    const three = (value: number) => value.toFixed(3);
    return [
      how,
      table(
        [
          'valence without → with the baseline',
          'AUC pleasant',
          'AUC unpleasant',
          'correlation with votes',
          'neutral read as unpleasant',
          'as pleasant',
        ],
        sequences.map(({ title, without, with: helped }) => [
          title,
          both(without.pleasantAuc, helped.pleasantAuc, three),
          both(without.unpleasantAuc, helped.unpleasantAuc, three),
          both(without.correlation, helped.correlation, three),
          both(without.falseUnpleasant, helped.falseUnpleasant, percent),
          both(without.falsePleasant, helped.falsePleasant, percent),
        ]),
      ),
      sequences.map((one) => `- **${one.title}**: ${one.how}`).join('\n'),
      `${count(people)} people of each kind. Command: \`${command}\`.`,
    ].join('\n\n');
  },
  parity: ({ parity }) =>
    `tfjs (${parity.backend}) against PyTorch on ${count(parity.images)} validation images: FER+ ${percent(parity.ferplusAccuracy.tfjs)} against ${percent(parity.ferplusAccuracy.pytorch)}, FER-2013 ${percent(parity.fer2013Accuracy.tfjs)} against ${percent(parity.fer2013Accuracy.pytorch)}; another answer for ${count(parity.otherAnswers)} images; largest difference of a logit ${parity.largestLogitDifference.toExponential(1)}. Command: \`${parity.command}\`.`,
  detector: ({ detector, evaluations }) => {
    const run = evaluations.find(({ id }) => id === 'ferplus-detect');
    const others = Object.entries(run?.notAnswered ?? {}).filter(([state]) => state !== 'no-face');
    return `It finds a face in ${count(detector.found)} of ${count(detector.images)} validation images${others.map(([state, images]) => `; ${count(images)} are then left out as ${state.replace('-', ' ')}`).join('')}. ${detector.note} Command: \`${detector.command}\`.`;
  },
};

/** The README with every table written anew. @throws Error if it lacks one, or asks for one that there is not */
export function fillReadme(readme: string, card: ModelCard): string {
  const missing = new Set(Object.keys(CARD_TABLES));
  const filled = readme.replaceAll(/(<!-- card:(\S+) -->\n).*?(<!-- \/card -->)/gs, (_, start: string, name: string, end: string) => {
    const write = CARD_TABLES[name];
    if (!write) throw new Error(`there is no table "${name}"`);
    missing.delete(name);
    return `${start}${write(card)}\n${end}`;
  });
  if (missing.size > 0) throw new Error(`models/README.md lacks the tables ${[...missing].join(', ')}`);
  return filled;
}

/** Accuracy on the most certain `share` of the images; null if fewer have an answer. */
const atCoverage = ({ coverage }: CardEvaluation, share: number): number | null =>
  coverage.find((point) => Math.abs(point.coverage - share) < 0.005)?.accuracy ?? null;

function classTables({ title, perClass, confusion: { labels, rows } }: CardEvaluation): string {
  const figures = table(
    [title, 'precision', 'recall', 'F1', 'images'],
    perClass.map(({ label, precision, recall, f1, images }) => [label, percent(precision), percent(recall), percent(f1), count(images)]),
  );
  const confusion = table(
    ['shows ↓ answered →', ...labels],
    rows.map((row, index) => [labels[index] ?? '', ...row.map(count)]),
  );
  return `${figures}\n\n${confusion}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
