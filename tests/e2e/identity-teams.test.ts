import { TEAMS } from '../driver/call-server.ts';
import { provesIdentity } from './identity.ts';
import { COMMON_STEPS, CROWD } from './skeleton-steps.ts';

provesIdentity('a Teams meeting', {
  stage: { site: TEAMS, path: '/v2/', access: 'given' },
  id: 'teams',
  steps: [
    ...COMMON_STEPS,
    ['a shared screen with a face in the slides', 'labels in another language'],
    ['a tile is used again for another person: id, name, picture'],
    CROWD,
  ],
  frames: 13_000,
  voices: true,
  microphones: true,
});
