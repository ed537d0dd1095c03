import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Expression } from '../../src/core/expression.ts';
import { emotionOf, labelSetOf, type LabelSet } from './labels.ts';
import { Refusal } from './refusal.ts';

/** One file of a class folder; whether it is an image shows when it is decoded. */
export interface LabelledFile {
  /** Absolute. */
  readonly path: string;
  /** `<class>/<file>`, as in the folder. */
  readonly name: string;
  readonly emotion: Expression;
}

/** A folder `DIR/<class>/<image>` as it was found. Only hidden entries (names with a leading dot) are left out. */
export interface LabelledFolder {
  readonly files: readonly LabelledFile[];
  readonly labelSet: LabelSet;
  /** Class folders without a file. */
  readonly emptyClasses: readonly string[];
  readonly emptyEmotions: readonly Expression[];
  /** Folders whose names are no class, and folders within class folders. Nothing in them is read. */
  readonly unknownFolders: readonly string[];
  /** Files that lie in no class folder. */
  readonly strayFiles: readonly string[];
}

/** Lists a labelled folder, in the order of names. @throws Refusal if it is not there or has no image */
export async function readLabelledFolder(folder: string): Promise<LabelledFolder> {
  const root = resolve(folder);
  const info = await stat(root).catch(() => null);
  if (!info) throw new Refusal(`There is no folder ${root}.`);
  if (!info.isDirectory()) throw new Refusal(`${root} is a file, not a folder.`);
  const top = await entriesOf(root);
  const known = top.folders.flatMap((name) => {
    const emotion = emotionOf(name);
    return emotion ? [{ name, emotion }] : [];
  });
  const unknownFolders = top.folders.filter((name) => !emotionOf(name));
  const files: LabelledFile[] = [];
  const empty: { name: string; emotion: Expression }[] = [];
  for (const { name, emotion } of known) {
    const inside = await entriesOf(join(root, name));
    unknownFolders.push(...inside.folders.map((inner) => `${name}/${inner}`));
    files.push(...inside.files.map((file) => ({ path: join(root, name, file), name: `${name}/${file}`, emotion })));
    if (inside.files.length === 0) empty.push({ name, emotion });
  }
  if (files.length === 0) throw new Refusal(noImages(root, known.length, unknownFolders));
  return {
    files,
    labelSet: labelSetOf(known.map(({ name }) => name)),
    emptyClasses: empty.map(({ name }) => name),
    emptyEmotions: empty.map(({ emotion }) => emotion),
    unknownFolders,
    strayFiles: top.files,
  };
}

async function entriesOf(folder: string): Promise<{ folders: string[]; files: string[] }> {
  const folders: string[] = [];
  const files: string[] = [];
  const names = await readdir(folder).catch(() => {
    throw new Refusal(`The folder ${folder} cannot be read.`);
  });
  for (const name of names.toSorted()) {
    if (name.startsWith('.')) continue;
    // Follows links; a link that leads nowhere counts as a file, and will be reported as unreadable.
    const isFolder = await stat(join(folder, name)).then(
      (info) => info.isDirectory(),
      () => false,
    );
    (isFolder ? folders : files).push(name);
  }
  return { folders, files };
}

function noImages(root: string, classes: number, others: readonly string[]): string {
  if (classes > 0) return `The class folders of ${root} hold no images.`;
  const found = others.length === 0 ? '' : ` (found: ${others.slice(0, 8).join(', ')}${others.length > 8 ? ', …' : ''})`;
  return `No folder in ${root} has the name of a class, such as happiness or happy${found}.`;
}
