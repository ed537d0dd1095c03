import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { currentPins, pinnedFiles, pinOf, shippedFile } from '../../models/emit-files.ts';

const names = Object.keys(pinnedFiles());
const inModels = (path: string) => fileURLToPath(new URL(`../../models/${path}`, import.meta.url));

describe('pinned files', () => {
  // If one of these fails although the change was meant: npm run pin.
  it('are exactly the shipped ones', () => expect(Object.keys(currentPins()).toSorted()).toEqual(names.toSorted()));

  it.each(names.map((name) => [name] as const))('%s is the file that was pinned', (name) => {
    expect(pinOf(shippedFile(name))).toEqual(pinnedFiles()[name]);
  });

  it('one changed byte changes the checksum', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(pinOf(bytes).sha256).toBe('039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81');
    expect(pinOf(Uint8Array.of(1, 2, 4)).sha256).not.toBe(pinOf(bytes).sha256);
  });

  it('a name that is not shipped is refused', () =>
    expect(() => shippedFile('models/other.tflite')).toThrow(/not a file of the extension/));
});

describe('each model of ours', () => {
  it('has its licence and its training configuration beside it', () => {
    const missing = ['LICENSE.md', 'training-config.json', 'checksums.json'].filter((file) => !existsSync(inModels(`expression/${file}`)));
    expect(missing).toEqual([]);
  });

  it('has the checksums of its training run', () => {
    const text = readFileSync(inModels('expression/checksums.json'), 'utf8');
    for (const name of names.filter((one) => one.startsWith('models/expression/'))) expect(text).toContain(pinnedFiles()[name]?.sha256);
  });
});
