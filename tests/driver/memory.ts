import { readFile } from 'node:fs/promises';

/** Memory of a process that it shares with no other, in bytes; 0 once it is gone. */
export async function privateBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, amount]) => Number(amount));
  return kilobytes.reduce((sum, amount) => sum + amount, 0) * 1_024;
}

const MEGABYTE = 2 ** 20;

/** Shared memory of 1 MB and more that a process has mapped, in pieces; 0 where the system does not tell. */
export async function largeSharedPieces(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
  const pieces = [...text.matchAll(/^([0-9a-f]+)-([0-9a-f]+) .*\/memfd:/gm)];
  return pieces.filter(([, from = '', to = '']) => Number.parseInt(to, 16) - Number.parseInt(from, 16) >= MEGABYTE).length;
}
