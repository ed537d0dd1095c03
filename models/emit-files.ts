import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { readTflite } from './detection/tflite.ts';
import { toGraphModel } from './detection/to-graph-model.ts';

/** The detectors, as `models/face-near` and `models/face-search`; `npm ci` brings them as TFLite files. */
const DETECTORS = {
  'face-near': { from: 'face_detection_short_range.tflite', sidePx: 128 },
  'face-search': { from: 'face_detection_full_range_sparse.tflite', sidePx: 192 },
} as const;

/** Where each model and wasm file of the built extension comes from. */
const SOURCES: Readonly<Record<string, { from: string; change?: (bytes: Uint8Array) => Uint8Array }>> = {
  ...Object.fromEntries(
    Object.entries(DETECTORS).flatMap(([name, { from, sidePx }]) => {
      const source = `node_modules/@mediapipe/face_detection/${from}`;
      const convert = (bytes: Uint8Array) => toGraphModel(readTflite(bytes), sidePx);
      return [
        [
          `models/${name}/model.json`,
          { from: source, change: (bytes: Uint8Array) => Buffer.from(JSON.stringify(convert(bytes).description)) },
        ],
        [`models/${name}/weights.bin`, { from: source, change: (bytes: Uint8Array) => convert(bytes).weights }],
      ];
    }),
  ),
  'tfjs/tfjs-backend-wasm-simd.wasm': { from: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm' },
  'models/expression/model.json': { from: 'models/expression/model.json' },
  'models/expression/weights.bin': { from: 'models/expression/weights.bin' },
};

/** Size and SHA-256 of a file, as the engine checks them before it uses the file. */
export interface PinnedFile {
  readonly sha256: string;
  readonly bytes: number;
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const pinsPath = fromRoot('models/pinned-files.json');

/** Reads one file of the extension as it is shipped. */
export function shippedFile(name: string): Uint8Array {
  const source = SOURCES[name];
  if (!source) throw new Error(`${name} is not a file of the extension`);
  if (!existsSync(fromRoot(source.from))) throw new Error(`${source.from} is missing: run "npm ci" first`);
  const bytes = new Uint8Array(readFileSync(fromRoot(source.from)));
  return source.change ? source.change(bytes) : bytes;
}

/** The packages of which a file is shipped as it is. */
export function shippedPackages(): string[] {
  const names = Object.values(SOURCES).map(({ from }) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(from)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

export function pinOf(bytes: Uint8Array): PinnedFile {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** The checksums that are committed, by file name. */
export function pinnedFiles(): Record<string, PinnedFile> {
  return JSON.parse(readFileSync(pinsPath, 'utf8')) as Record<string, PinnedFile>;
}

/** What the checksums would be now, by file name. */
export function currentPins(): Record<string, PinnedFile> {
  return Object.fromEntries(Object.keys(SOURCES).map((name) => [name, pinOf(shippedFile(name))]));
}

/**
 * Puts models and wasm into the build as plain files, and their checksums into the code.
 * Fails the build if a file is not the one that was pinned.
 */
export function emitPinnedFiles(): Plugin {
  const pins = pinnedFiles();
  return {
    name: 'moodline:pinned-files',
    config: () => ({ define: { __PINNED_FILES__: JSON.stringify(pins) } }),
    generateBundle() {
      for (const name of Object.keys(SOURCES)) {
        const source = shippedFile(name);
        const found = pinOf(source).sha256;
        if (found !== pins[name]?.sha256) {
          throw new Error(`${name} is not the pinned file (SHA-256 ${found}). If the change is meant, run "npm run pin".`);
        }
        this.emitFile({ type: 'asset', fileName: name, source });
      }
    },
  };
}
