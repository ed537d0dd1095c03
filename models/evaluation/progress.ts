/** Where progress is written: stderr, or a list in tests. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const PLAIN_EVERY_MS = 5_000;

/**
 * Shows "640 of 3,579 images, about 25 s left". On a terminal one line is rewritten; elsewhere a new line comes
 * every five seconds, and one at the end.
 * @param nowMs a clock that never goes back
 * @returns to be called with the number of images done so far
 */
export function createProgress(total: number, output: ProgressOutput, nowMs: () => number): (done: number) => void {
  const startMs = nowMs();
  let writtenMs = startMs;
  return (done) => {
    const now = nowMs();
    const line = progressLine(done, total, now - startMs);
    if (output.isTTY) output.write(`\r\u001B[K${line}${done >= total ? '\n' : ''}`);
    else if (done >= total || now - writtenMs >= PLAIN_EVERY_MS) {
      output.write(`${line}\n`);
      writtenMs = now;
    }
  };
}

/** One line of progress; the time left is as long as the images so far took on average. */
export function progressLine(done: number, total: number, elapsedMs: number): string {
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${total === 1 ? 'image' : 'images'}`;
  if (done >= total) return `${count}, ${durationText(elapsedMs)}`;
  if (done === 0) return count;
  return `${count}, about ${durationText(((total - done) * elapsedMs) / done)} left`;
}

function durationText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
