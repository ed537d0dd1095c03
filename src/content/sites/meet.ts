import type { Site } from './site.ts';

/** Google Meet, as of 2026-11. Attributes and `jsname` do not depend on the language; class names rotate. */
export const meet: Site = {
  id: 'meet',
  hosts: ['meet.google.com'],
  marks: [],
  notCalls: /^\/(landing|home|new)?$/,
  frame: [],
  state: {
    inCall: ['button[jsname="CQylAd"]', '[data-in-call="true"]'],
    ended: ['[data-call-ended="true"]', 'button[jsname="EszDse"]', '[data-mdc-dialog-action="returnToHomePage"]'],
  },
  tile: ['[data-participant-id][data-tile-media-id]', '[jsname="E2KThb"][data-participant-id]'],
  key: {
    within: [],
    attribute: 'data-participant-id',
    form: null,
    named: false,
    settled: 'data-requested-participant-id',
    channels: [],
    nobody: [],
    optional: false,
  },
  name: ['.XEazBc span.notranslate:not([aria-hidden="true"])', 'span.notranslate:not([aria-hidden="true"])'],
  self: ['[jsname="nsKqzb"]', '[jsname="Ac69Jc"]'],
  selfLigatures: ['frame_person', 'visual_effects'],
  share: ['.ink-canvas-parent'],
  cameraOff: [],
  mediaAttribute: 'data-tile-media-id',
  media: ['[data-ssrc] > video', 'video'],
  streamAttribute: 'data-ssrc',
  // Which classes they are depends on the build; a voice changes them several times a second.
  speaking: { changing: ['[jsname="QgSmzd"]'] },
  muted: { yes: ['[data-is-muted="true"]'], no: ['[data-is-muted="false"]'] },
  canvas: null,
};
