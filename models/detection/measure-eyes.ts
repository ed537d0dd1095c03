import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { medianAndP95 } from '../../src/core/schedule.ts';
import { findBrowser } from '../../tests/driver/find-browser.ts';
import { servePage } from './page-server.ts';
import type { FoundEyes } from './measure-eyes.worker.ts';

// Where do the eyes lie in the images that the network was trained on? The answer is EYES_IN_CROP in
// src/core/alignment.ts: faces of a call are framed the same way. Needs `npm run build` before.
//   npm run measure:eyes -- DATA_FOLDER [COUNT]

const [folder, countText] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder that holds train.images.u8: npm run measure:eyes -- DATA_FOLDER');
const count = Number(countText ?? 600);
const IMAGE_BYTES = 48 * 48;
const IMAGES_IN_SET = 28_561;

const server = await servePage(fileURLToPath(new URL('./measure-eyes.worker.ts', import.meta.url)));
const browser = await chromium.launch({
  executablePath: (await findBrowser()).path,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  const starting = page.waitForEvent('worker');
  await page.goto(server.url);
  const worker = await starting;
  const file = await open(join(folder, 'train.images.u8'));
  const bytes = Buffer.alloc(count * IMAGE_BYTES);
  // Spread over the whole set.
  for (let i = 0; i < count; i++)
    await file.read(bytes, i * IMAGE_BYTES, IMAGE_BYTES, Math.floor((i * IMAGES_IN_SET) / count) * IMAGE_BYTES);
  const eyes = await worker.evaluate<FoundEyes[]>(`findEyes(${JSON.stringify(bytes.toString('base64'))}, ${count})`);
  await file.close();
  const found = eyes.flatMap((one) => (one ? [one] : []));
  const median = (index: number) => medianAndP95(found.map((one) => one[index] ?? 0)).median.toFixed(3);
  console.log(`${found.length} of ${eyes.length} faces found`);
  console.log(`left eye ${median(0)}, ${median(1)}; right eye ${median(2)}, ${median(3)} (shares of the image's side)`);
} finally {
  await browser.close();
  await server.close();
}
