import type { Site } from './site.ts';

/** Jitsi Meet, as of 2026-11, from its public source (`react/features/filmstrip/components/web`). Anybody may run it under a
 * host name of their own: then its page is known by its marks. */
export const jitsi: Site = {
  id: 'jitsi',
  hosts: ['meet.jit.si', '8x8.vc', '*.8x8.vc'],
  marks: ['#videospace #largeVideoContainer', '.filmstrip #remoteVideos'],
  notCalls: /^\/$|^\/static\//,
  frame: [],
  state: {
    // Not there in front of a conference, though its large video is.
    inCall: ['#remoteVideos', '#filmstripRemoteVideos'],
    ended: [],
  },
  tile: ['span.videocontainer:is([id^="participant_"], [id^="localVideoContainer"])'],
  key: {
    within: [],
    attribute: 'id',
    // One participant may be in several filmstrips at once.
    form: /^(?:participant_)?(.+?)(?:_(?:stage|screenshare))?$/,
    named: false,
    settled: null,
    channels: [],
    nobody: [],
    optional: false,
  },
  name: ['.displayname'],
  self: ['[id^="localVideoContainer"]'],
  selfLigatures: [],
  // A shared screen is a participant of its own, called after the source it comes from; so are shared films.
  share: ['[id^="participant_"][id*="-v"]', '.sharedVideoAvatar'],
  cameraOff: ['.display-avatar-only'],
  mediaAttribute: null,
  media: ['video'],
  streamAttribute: null,
  speaking: { present: ['.dominant-speaker'] },
  muted: { yes: [], no: [] },
  canvas: null,
};
