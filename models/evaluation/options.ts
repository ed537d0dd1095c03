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

/**
 * Reads the command line of a measurement: as many folders as have a name, and perhaps --json.
 * @param names what each folder is, for the complaint if it is missing
 * @throws Refusal with one sentence and the usage if it does not fit
 */
export function parseFolders(args: readonly string[], names: readonly string[], usageText: string): { folders: string[]; json: boolean } {
  const complain = (sentence: string) => new Refusal(`${sentence}\n\n${usageText}`);
  const wrong = args.find((argument) => argument.startsWith('-') && argument !== '--json');
  if (wrong !== undefined) throw complain(`Unknown option '${wrong}'.`);
  const folders = args.filter((argument) => argument !== '--json');
  const missing = names[folders.length];
  if (missing !== undefined) throw complain(`Name ${missing}.`);
  if (folders.length > names.length) throw complain(`Too many folders: "${folders.slice(names.length).join('", "')}".`);
  return { folders, json: args.includes('--json') };
}

const usage = (sentence: string) => new Refusal(`${sentence}\n\n${USAGE}`);
