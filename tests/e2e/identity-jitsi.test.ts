import { JITSI } from '../driver/call-server.ts';
import { provesIdentity } from './identity.ts';
import { COMMON_STEPS } from './skeleton-steps.ts';

provesIdentity('a Jitsi conference', {
  stage: { site: JITSI, path: '/NumberedRoom', access: 'given' },
  id: 'jitsi',
  steps: [
    ...COMMON_STEPS,
    'the large video shows one of them too, then another',
    'one of them is in the stage filmstrip too, larger',
    'a shared screen with a face in the slides',
  ],
  calmPackets: 10,
  frames: 2_000,
  dropped: 0.1,
  voices: false,
});
