import type { PinnedFile } from '../../wire/vision.ts';
import { LoadFailure } from './failure.ts';

declare const __PINNED_FILES__: Readonly<Record<string, PinnedFile>>;

/** The extension's own models and wasm files, by name, each checked against its SHA-256. */
export type ShippedFiles = ReadonlyMap<string, ArrayBuffer>;

/**
 * Reads every pinned file and checks size and SHA-256.
 * @param baseUrl URL of the extension's root
 * @param onProgress share of bytes checked so far, 0 to 1
 * @throws LoadFailure `file-missing` or `file-corrupt`
 */
export async function loadShippedFiles(baseUrl: string, onProgress: (share: number) => void): Promise<ShippedFiles> {
  const pins = Object.entries(__PINNED_FILES__);
  const total = pins.reduce((sum, [, pin]) => sum + pin.bytes, 0);
  let done = 0;
  const files = await Promise.all(
    pins.map(async ([name, pin]) => {
      const bytes = await loadChecked(new URL(name, baseUrl), name, pin);
      done += pin.bytes;
      onProgress(done / total);
      return [name, bytes] as const;
    }),
  );
  return new Map(files);
}

/** A file out of the checked ones. */
export function fileOf(files: ShippedFiles, name: string): ArrayBuffer {
  const bytes = files.get(name);
  if (!bytes) throw new LoadFailure('file-missing', `${name} is not among the pinned files`);
  return bytes;
}

async function loadChecked(url: URL, name: string, pin: PinnedFile): Promise<ArrayBuffer> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new LoadFailure('file-missing', `${name} cannot be read`);
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength !== pin.bytes || (await sha256(bytes)) !== pin.sha256) {
    throw new LoadFailure('file-corrupt', `${name} is not the file that was shipped`);
  }
  return bytes;
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
