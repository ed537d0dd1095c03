/** The changes that every skeleton page with ids and names plays (`tests/fixtures/numbered/skeleton-churn.ts`). */
export const COMMON_STEPS: readonly string[] = [
  'join',
  'leave and rejoin with a new id',
  'a second person of the same name',
  'tiles change places',
  'a tile is used again for another person: id, name, picture',
  'a tile is used again for another person: name, id, picture',
  'a tile shows another person, told a moment later',
  'two tiles swap their streams, ids first',
  'two tiles swap their streams, streams first',
  'camera off and on with a new track',
  'somebody changes the own name',
];
