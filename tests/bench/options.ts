import { parseArgs } from 'node:util';

/** Parts of the bench that can be run alone. */
const SECTIONS = ['engine', 'peers', 'extension', 'page'] as const;
type Section = (typeof SECTIONS)[number];

/** Calls of so many tiles, the user's own included. */
const CALLS = [1, 9, 25, 49] as const;

export interface BenchOptions {
  readonly json: boolean;
  readonly only: readonly Section[];
  /** Rounds over all recorded frames. */
  readonly rounds: number;
  /** Sizes of the calls that are watched. */
  readonly tiles: readonly number[];
}

const USAGE = `npm run bench -- [options]
  --json            print one JSON object instead of tables
  --only SECTIONS   of ${SECTIONS.join(', ')}, separated by commas (default: all); peers are compared with the engine,
                    page is the content script when everybody is asked for at each tick
  --rounds N        how often every recorded frame is shown to each (default 2)
  --tiles NUMBERS   sizes of the calls that are watched, separated by commas (default: ${CALLS.join(',')})`;

/** Reads the command line. @throws Error with one sentence and the usage if it does not fit */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { json, only, rounds, tiles, help } = parse(args);
  if (help) throw new Error(USAGE);
  const sections = only?.split(',') ?? SECTIONS;
  const unknown = sections.find((section) => !(SECTIONS as readonly string[]).includes(section));
  if (unknown !== undefined) throw new Error(`--only knows ${SECTIONS.join(', ')}, not "${unknown}".\n\n${USAGE}`);
  const count = Number(rounds ?? 2);
  if (!(Number.isInteger(count) && count >= 1 && count <= 100))
    throw new Error(`--rounds takes a whole number from 1 to 100, not "${rounds}".\n\n${USAGE}`);
  const calls = tiles?.split(',').map(Number) ?? CALLS;
  if (!calls.every((size) => Number.isInteger(size) && size >= 1 && size <= 50))
    throw new Error(`--tiles takes whole numbers from 1 to 50, not "${tiles}".\n\n${USAGE}`);
  return { json: json === true, only: sections as Section[], rounds: count, tiles: calls };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        only: { type: 'string' },
        rounds: { type: 'string' },
        tiles: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message.split(/(?<=[.?!])\s/)[0] : String(error)}\n\n${USAGE}`, { cause: error });
  }
}
