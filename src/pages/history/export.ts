import { csvHead, csvOfCall } from '../../core/call-csv.ts';
import { callFiles, fileCall } from '../../core/call-file.ts';
import type { CallRecord } from '../../core/call-record.ts';

/** A file to be saved. */
export interface SavedFile {
  readonly name: string;
  readonly content: Blob;
}

/** A date that is part of a file name on every system. */
const stamp = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replaceAll(':', '').replace('T', '-');

/** A byte order mark, without which spreadsheets take UTF-8 for something else. */
const BYTE_ORDER_MARK = '\uFEFF';

/** One call after the other, so that no more than one lies in memory as objects. */
type Calls = AsyncIterable<CallRecord>;

export async function csvFile(calls: Calls, nowMs: number): Promise<SavedFile> {
  const parts = [BYTE_ORDER_MARK, csvHead()];
  for await (const call of calls) parts.push(csvOfCall(call));
  return { name: `moodline-${stamp(nowMs)}.csv`, content: new Blob(parts, { type: 'text/csv' }) };
}

/** More than one file where the history is larger than one may be. */
export async function jsonFiles(calls: Calls, nowMs: number): Promise<SavedFile[]> {
  const texts: string[] = [];
  for await (const call of calls) texts.push(fileCall(call));
  const files = callFiles(texts, nowMs);
  return files.map((parts, index) => ({
    name: `moodline-${stamp(nowMs)}${files.length > 1 ? `-${index + 1}-of-${files.length}` : ''}.json`,
    content: new Blob(parts, { type: 'application/json' }),
  }));
}

export const pictureFile = (content: Blob, nowMs: number): SavedFile => ({ name: `moodline-${stamp(nowMs)}.png`, content });

/** Gives a file to the browser to be saved. */
export function saveFile({ name, content }: SavedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has its own hold on the content once the click was handled.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
