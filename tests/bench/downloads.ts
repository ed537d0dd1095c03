import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pack } from '../../.ci/package.ts';
import { BUILT_EXTENSION } from '../driver/extension-copy.ts';

const WASM = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
/** What a page has to load to do the same with a peer. */
const PEER_FILES = {
  human: [
    '@vladmandic/human/dist/human.esm.js',
    ...['blazeface.json', 'blazeface.bin', 'emotion.json', 'emotion.bin'].map((file) => `@vladmandic/human/models/${file}`),
    WASM,
  ],
  'face-api': [
    '@vladmandic/face-api/dist/face-api.esm.js',
    ...['tiny_face_detector', 'face_expression'].flatMap((model) => [
      `@vladmandic/face-api/model/${model}_model-weights_manifest.json`,
      `@vladmandic/face-api/model/${model}_model.bin`,
    ]),
    WASM,
  ],
} as const;

/** Size of the extension's zip: code, models, wasm and all pages. */
export async function zipBytes(): Promise<number> {
  const files = (await readdir(BUILT_EXTENSION, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((file) => relative(BUILT_EXTENSION, join(file.parentPath, file.name)));
  return (await pack('moodline.zip', BUILT_EXTENSION, paths)).bytes.length;
}

/** Bytes of a peer's files, each compressed with gzip. */
export async function peerBytes(peer: keyof typeof PEER_FILES): Promise<number> {
  let sum = 0;
  for (const file of PEER_FILES[peer])
    sum += gzipSync(await readFile(fileURLToPath(new URL(`../../node_modules/${file}`, import.meta.url)))).length;
  return sum;
}
