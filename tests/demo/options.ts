import { parseArgs } from 'node:util';
import { type Mode, MODES } from '../../src/core/mode.ts';
import type { HostMapping } from '../driver/launch.ts';

/** What the driver was asked to do. */
export interface DemoOptions {
  readonly headless: boolean;
  /** Null: until the window is closed. */
  readonly seconds: number | null;
  readonly json: boolean;
  readonly screenshot: string | null;
  /** A page of the user's own instead of the demo call. */
  readonly url: string | null;
  readonly maps: readonly HostMapping[];
  /** Null leaves the first-run page unanswered. */
  readonly mode: Mode | null;
  /** The demo call's own parameters, for example `people=9`. */
  readonly call: string;
}

export const USAGE = `npm run demo -- [options]
  --headless            no window
  --seconds N           stop after N seconds of watching
  --json                print JSON lines: readings, then a summary
  --screenshot FILE     save the panel as FILE (PNG) and the call beside it as FILE's name + ".call.png"
  --url URL             an https page instead of the demo call
  --map HOST=PORT       lead https requests for HOST to this machine's PORT (may be repeated)
  --accept-mode MODE    answer the first-run page with me, room, each (default) or none
  --call PARAMETERS     parameters of the demo call, for example "people=9" or "hold=first"`;

/** Reads the command line. @throws Error with one sentence and the usage if it does not fit */
export function parseDemoOptions(args: readonly string[], hasDisplay: boolean): DemoOptions {
  const { values } = parse(args);
  if (values.help) throw new Error(USAGE);
  const mode = values['accept-mode'] ?? 'each';
  if (mode !== 'none' && !(MODES as readonly string[]).includes(mode))
    throw usage(`--accept-mode takes me, room, each or none, not "${mode}".`);
  const seconds = values.seconds === undefined ? null : Number(values.seconds);
  if (seconds !== null && !(seconds > 0 && seconds <= 86_400)) throw usage(`--seconds takes a number of seconds, not "${values.seconds}".`);
  if (values.url !== undefined && !(values.url.startsWith('https://') && URL.canParse(values.url)))
    throw usage('--url takes an https address: extensions read calls only there.');
  const headless = values.headless === true || !hasDisplay;
  return {
    headless,
    seconds: seconds ?? (headless ? 30 : null),
    json: values.json === true,
    screenshot: values.screenshot ?? null,
    url: values.url ?? null,
    maps: (values.map ?? []).map(parseMapping),
    mode: mode === 'none' ? null : (mode as Mode),
    call: values.call ?? '',
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        headless: flag,
        seconds: text,
        json: flag,
        screenshot: text,
        url: text,
        map: { type: 'string', multiple: true },
        'accept-mode': text,
        call: text,
        help: flag,
      },
    });
  } catch (error) {
    throw usage(firstSentence(error instanceof Error ? error.message : String(error)));
  }
}

function parseMapping(text: string): HostMapping {
  const [, host, port] = /^([a-z0-9.-]+)(?::443)?=(\d{1,5})$/i.exec(text) ?? [];
  if (!host || !port || Number(port) < 1 || Number(port) > 65_535) throw usage(`--map takes HOST=PORT, not "${text}".`);
  return { host, port: Number(port) };
}

/** Node explains a wrong option in several sentences; the first one names it. */
const firstSentence = (text: string) => text.split(/(?<=[.?!])\s/)[0] ?? text;

const usage = (sentence: string) => new Error(`${sentence}\n\n${USAGE}`);
