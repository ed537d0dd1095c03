import { MEET } from '../driver/call-server.ts';
import { provesIdentity } from './identity.ts';

const STEPS = [
  ['join', 'leave and rejoin with a new id', 'a second person of the same name', 'reorder by style only'],
  [
    'new id, then name, then picture on the same stream',
    'new name, then id, then picture on the same stream',
    'the same stream shows another person, told a moment later',
    'asked for another person, who comes later',
    'two videos swap their streams, ids first',
    'camera off and on with a new track',
  ],
  [
    'two videos swap their streams, streams first',
    'a shared screen with a face in the slides',
    'pinned: a second, larger tile of the same person',
  ],
  ['all class names rotate', 'labels in another language'],
  ['new id, then name, then picture on the same stream'],
  ['a crowd of 25'],
  ['a crowd of 49'],
];

provesIdentity('a Meet call', {
  stage: { site: MEET, query: 'numbered=1' },
  id: 'meet',
  steps: STEPS,
  frames: 12_500,
  voices: true,
  microphones: false,
});
