import type { Site } from './site.ts';

/** Microsoft Teams in the browser, as of 2026-02 to 2026-08, from markup that several public projects read in live calls.
 * `data-tid` and `data-cid` are Microsoft's own test ids; all class names are hashes. */
export const teams: Site = {
  id: 'teams',
  hosts: ['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft'],
  marks: [],
  notCalls: null,
  frame: [],
  state: {
    inCall: ['#hangup-button', '[data-tid="hangup-main-btn"]'],
    ended: [],
  },
  tile: [
    '[data-acc-element-id][data-cid="calling-participant-stream"]',
    '[data-acc-element-id][data-stream-type]',
    '[data-acc-element-id]:has([data-stream-type])',
  ],
  key: {
    within: [],
    attribute: 'data-acc-element-id',
    form: null,
    // The sources disagree whether it is the participant's or the tile's.
    named: true,
    settled: null,
    channels: [],
    nobody: [],
    optional: false,
  },
  // `data-tid` of the tile is the name on some accounts and an address on others: not used.
  name: ['[data-tid="participant-info-nametag"] span', '[data-tid="participant-info-nametag"]'],
  self: ['[data-tid="myself-video"]'],
  selfLigatures: [],
  share: ['[data-stream-type="ScreenSharing"]'],
  cameraOff: [],
  mediaAttribute: null,
  media: ['video'],
  streamAttribute: null,
  speaking: { present: ['[data-tid="voice-level-stream-outline"]:is(.vdi-frame-occlusion, [data-is-speaking="true"])'] },
  muted: { yes: ['[data-cid="roster-participant-muted"]'], no: ['[data-tid="participant-info-nametag"]'] },
  canvas: null,
};
