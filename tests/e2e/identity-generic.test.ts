import { PLAIN } from '../driver/call-server.ts';
import { provesIdentity } from './identity.ts';
import { CROWD } from './skeleton-steps.ts';

// One after the other: the page's numbers are given in the order in which streams appear.
provesIdentity('a call page that nobody described, without names', {
  stage: { site: PLAIN, path: '/room', query: 'numbered=1', access: 'given' },
  id: 'generic',
  steps: [
    ['join'],
    ['tiles change places'],
    ['one leaves, and nobody gets that number'],
    ['a video is used again for another stream'],
    ['two videos swap their streams', 'a large video shows one of them too'],
    ['videos are mounted anew'],
    CROWD,
  ],
  frames: 13_000,
  voices: false,
  microphones: false,
});
