import { JITSI } from '../driver/call-server.ts';
import { provesIdentity } from './identity.ts';
import { COMMON_STEPS, CROWD } from './skeleton-steps.ts';

provesIdentity('a Jitsi conference', {
  stage: { site: JITSI, path: '/NumberedRoom', access: 'given' },
  id: 'jitsi',
  steps: [
    ...COMMON_STEPS,
    ['the large video shows one of them too, then another', 'a shared screen with a face in the slides'],
    ['one of them is in the stage filmstrip too, larger'],
    CROWD,
  ],
  frames: 13_000,
  voices: true,
  microphones: false,
});
