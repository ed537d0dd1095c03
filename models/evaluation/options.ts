import { parseArgs } from 'node:util';
import { Refusal } from './refusal.ts';

/** What the evaluation was asked to do. */
export interface EvaluateOptions {
  readonly folder: string;
  readonly json: boolean;
  /** HTML file to write, or null. */
  readonly report: string | null;
  readonly detect: boolean;
}

export const USAGE = `npm run evaluate -- DIR [--json] [--report FILE.html] [--detect]
  DIR                  a folder DIR/<class>/<image>; classes by FER+ names (neutral, happiness, surprise, sadness,
                       anger, disgust, fear, contempt) or FER-2013's (angry, disgust, fear, happy, sad, surprise, neutral)
  --json               print one line of JSON instead of tables
  --report FILE.html   write the confusion matrix, reliability diagram and coverage curve as a page
  --detect             find and align the face first, as in a call, instead of taking the image as the crop`;

/** Reads the command line. @throws Refusal with one sentence and the usage if it does not fit */
export function parseEvaluateOptions(args: readonly string[]): EvaluateOptions {
  const { values, positionals } = parse(args);
  const [folder, second] = positionals;
  if (!folder) throw usage('Name the folder that holds the labelled images.');
  if (second !== undefined) throw usage(`One folder at a time: "${folder}" and "${second}" were named.`);
  if (values.report === '') throw usage('--report takes the name of a file to write.');
  return { folder, json: values.json === true, report: values.report ?? null, detect: values.detect === true };
}

function parse(args: readonly string[]) {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { json: flag, detect: flag, report: { type: 'string' } } });
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/[.\n] ?/);
    throw usage(`${sentence}.`);
  }
}

const usage = (sentence: string) => new Refusal(`${sentence}\n\n${USAGE}`);
