import type { CallRecord } from './call-record.ts';
import { EXPRESSIONS } from './expression.ts';

// The JSON that is exported and taken back in: docs/export-format.md. Read by `wire/call-file.ts`.

export const FILE_FORMAT = 'moodline-history';
export const FILE_VERSION = 1;

/** Most characters of one file: above it an export goes on in the next one. Below what an import takes. */
const FILE_MAXIMUM_LENGTH = 48 * 2 ** 20;

/** One call as it lies in a file. */
export function fileCall(call: CallRecord): string {
  const { id, site, mode, title, startedAtMs, endedAtMs, endReason, participants, gaps, moments } = call;
  const slices = call.slices.map(({ sequence, faces, lines }) => ({
    sequence,
    faces,
    lines: lines.map(({ ordinal, mood, states }) => [
      ordinal,
      mood && [mood.valence, mood.arousal, mood.certainty, ...EXPRESSIONS.map((name) => mood.expression[name])],
      states,
    ]),
  }));
  return JSON.stringify({ id, site, mode, title, startedAtMs, endedAtMs, endReason, participants, slices, gaps, moments });
}

/** Puts calls together into as few files as their size allows.
 * @param calls each as {@link fileCall} gives it
 * @returns per file, the texts that make it up */
export function callFiles(calls: readonly string[], exportedAtMs: number, maximumLength = FILE_MAXIMUM_LENGTH): string[][] {
  const files: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const call of calls) {
    let file = files.at(-1);
    if (!file || length + call.length > maximumLength) {
      file = [];
      files.push(file);
      length = 0;
    }
    file.push(file.length === 0 ? call : `,\n${call}`);
    length += call.length;
  }
  const head = `{"format":"${FILE_FORMAT}","version":${FILE_VERSION},"exportedAtMs":${exportedAtMs},"calls":[\n`;
  return (files.length > 0 ? files : [[]]).map((file) => [head, ...file, '\n]}\n']);
}
