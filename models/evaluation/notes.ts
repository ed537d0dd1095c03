import type { Evaluation } from './evaluation.ts';

const LISTED = 10;

/** One sentence on each thing that was left out, so that nothing is dropped in silence. */
export function notesOf({ n, noFace, notRead, ...rest }: Evaluation): string[] {
  const { unreadable, emptyClasses, missingClasses, unknownFolders, strayFiles } = rest;
  const others = Object.entries(notRead);
  const withoutAnswer = noFace + others.reduce((sum, [, images]) => sum + images, 0);
  const why = [
    ...(noFace > 0 ? [`no face found in ${noFace}`] : []),
    ...others.map(([state, images]) => `${state.replace('-', ' ')} in ${images}`),
  ];
  const notes: [present: boolean, note: string][] = [
    [
      withoutAnswer > 0,
      `${withoutAnswer.toLocaleString('en')} of ${(n + withoutAnswer).toLocaleString('en')} images have no answer (${why.join(', ')}): they count in coverage, not in accuracy.`,
    ],
    [
      unreadable.length > 0,
      `${unreadable.length} ${unreadable.length === 1 ? 'file' : 'files'} could not be decoded: ${listed(unreadable)}.`,
    ],
    [emptyClasses.length > 0, `Class folders without images: ${listed(emptyClasses)}.`],
    [
      missingClasses.length > 0,
      `No folder for: ${listed(missingClasses)}. Means over classes leave them out; an answer with one of them counts as wrong.`,
    ],
    [unknownFolders.length > 0, `Folders that are no class, not read: ${listed(unknownFolders)}.`],
    [strayFiles.length > 0, `Files outside class folders, not read: ${listed(strayFiles)}.`],
  ];
  return notes.filter(([present]) => present).map(([, note]) => note);
}

function listed(names: readonly string[]): string {
  const more = names.length - LISTED;
  return names.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
