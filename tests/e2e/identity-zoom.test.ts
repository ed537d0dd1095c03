import { ZOOM } from '../driver/call-server.ts';
import { provesIdentity } from './identity.ts';

const STEPS = [
  'tiles are mounted anew on a move',
  'videos that the page feeds',
  'videos are mounted anew on a move',
  'videos over WebRTC',
  'a video element is replaced',
  'the tiles float in a window of their own, and come back',
  'the canvas again',
  'join',
  'leave and rejoin with a new id',
  'camera off: no player, then on again',
  'to the speaker view: thumbnail and main show one person',
  'somebody else speaks: the footer first',
  'somebody else speaks: the picture first',
  'a second person of the same name, who speaks',
  'only the speaker is on screen',
  'a shared screen with a face in the slides',
  'back to the gallery: the share container stays, 0×0',
  'labels in another language',
  'a crowd of 25',
  'a crowd of 49',
  'footers are gone for a while',
  'a tile is given to another person: id, footer, picture',
  'a tile is given to another person: footer, id, picture',
  'a player that is nobody’s for a while',
];

provesIdentity('a Zoom meeting', {
  stage: { site: ZOOM, path: '/wc/81234567890/join' },
  id: 'zoom',
  // One after the other: most of them mount all tiles anew.
  steps: STEPS.map((step) => [step]),
  frames: 26_000,
  voices: true,
  microphones: true,
});
