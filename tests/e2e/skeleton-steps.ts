/** The changes that every skeleton page with ids and names plays (`tests/fixtures/numbered/skeleton-churn.ts`), but the last. */
export const COMMON_STEPS: readonly (readonly string[])[] = [
  ['join', 'leave and rejoin with a new id', 'tiles change places', 'one speaks, then another'],
  [
    'a second person of the same name',
    'a tile is used again for another person: id, name, picture',
    'a tile is used again for another person: name, id, picture',
    'a tile shows another person, told a moment later',
    'two tiles swap their streams, ids first',
    'camera off and on with a new track',
  ],
  ['two tiles swap their streams, streams first', 'somebody changes the own name'],
];

/** The last change: most of the frames are taken after it. */
export const CROWD: readonly string[] = ['a crowd of 49'];
