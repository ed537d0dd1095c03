import { measureContentScript } from './content-script.ts';

// What the content script costs in the call page's thread: `npm run bench:page [-- TILES …]`.

const TICKS = 40;
const wanted = process.argv.slice(2).map(Number);

for (const tiles of wanted.length > 0 ? wanted : [9, 25, 49]) {
  const { scanMs, captureMs } = await measureContentScript(tiles, TICKS);
  const said = ({ median, p95 }: { median: number; p95: number }) => `median ${median.toFixed(2)} ms, 95 % ${p95.toFixed(2)} ms`;
  console.log(`${tiles} tiles: scanning ${said(scanMs)}; capture with it ${said(captureMs)}`);
}
