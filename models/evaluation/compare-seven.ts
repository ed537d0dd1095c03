import { readLabelledFolder } from './labelled-folder.ts';
import { FER2013_LABELS, labelOf } from './labels.ts';
import { accuracyOf, type Answer, calibrationError, confusionOf, figuresPerClass, macroOf, reliabilityOf } from './metrics.ts';
import { readShippedModel } from './shipped-model.ts';
import { createProgress } from './progress.ts';
import { Refusal, runCommand } from './refusal.ts';
import { runModel } from './run-model.ts';
import { type BothHeads, SEVEN_WAYS, softmax } from './seven-classes.ts';
import { percent } from './text-report.ts';

// Which way of answering with FER-2013's seven classes is best? The figures in README.md come from
//   tsx models/evaluation/compare-seven.ts DIR
// with DIR as unpack-fer2013.ts writes it with --labels fer2013. Needs `npm run build` before.

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Refusal('Name a folder with the classes of FER-2013.');
  const { files, labelSet } = await readLabelledFolder(folder);
  if (labelSet !== 'fer2013') throw new Refusal('The folder does not have the classes of FER-2013 (angry, happy, sad, …).');
  const { temperature } = await readShippedModel();
  const progress = createProgress(files.length, process.stderr, () => performance.now());
  const results = await runModel(
    files.map(({ path }) => path),
    { detect: false, temperature },
    progress,
  );
  const heads = results.flatMap((result, index) => {
    const file = files[index];
    if (result.state !== 'answered' || !file) return [];
    const truth = FER2013_LABELS.findIndex((label) => label === labelOf(file.emotion, 'fer2013'));
    return [{ truth, eight: softmax(result.ferplus, temperature), seven: softmax(result.fer2013) }];
  });
  console.log(`${heads.length} of ${files.length} images`);
  for (const [name, way] of Object.entries<(both: BothHeads) => number[]>(SEVEN_WAYS)) {
    const answers = heads.map((both): Answer => ({ truth: both.truth, probabilities: way(both), quality: 1 }));
    const macro = macroOf(figuresPerClass(FER2013_LABELS, confusionOf(answers, FER2013_LABELS.length)));
    const error = calibrationError(reliabilityOf(answers));
    console.log(
      `${name.padEnd(24)} accuracy ${percent(accuracyOf(answers))}   macro F1 ${percent(macro.f1)}   mean recall ${percent(macro.recall)}   calibration error ${percent(error)}`,
    );
  }
}

runCommand(main);
