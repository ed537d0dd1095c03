import type { Site } from './site.ts';

/** Zoom's web client, as of 2026-11: the page itself or a frame in its shell. Class names are readable and stable.
 * Its address carries the passcode: nothing reads or keeps the query. */
export const zoom: Site = {
  id: 'zoom',
  hosts: ['*.zoom.us'],
  marks: [],
  notCalls: /^\/(wc\/(home|leave)|postattendee|j\/|s\/)|^\/$/,
  frame: ['iframe#webclient'],
  state: {
    // The controls hide by themselves: a mounted tile counts too.
    inCall: ['.footer__leave-btn-container', '[class*="__video-frame"]', '#video-share-layout'],
    // The same dialog also asks questions in the middle of a call.
    ended: ['body:not(:has(.footer__leave-btn-container, [class*="__video-frame"], #video-share-layout)) .zm-modal-body-title'],
  },
  tile: ['[class*="__video-frame"]'],
  key: {
    within: ['video-player[node-id]'],
    attribute: 'node-id',
    form: null,
    named: false,
    settled: null,
    channels: ['1'],
    nobody: ['0'],
    optional: true,
  },
  name: ['.video-avatar__avatar-footer span[role]', '.video-avatar__avatar-name', 'img.video-avatar__avatar-img'],
  self: [],
  selfLigatures: [],
  share: ['video-player[media-type="share"]', 'video-player[media-type="preview"]'],
  cameraOff: [],
  mediaAttribute: null,
  media: ['video-player video'],
  streamAttribute: null,
  speaking: { present: ['[class*="__video-frame--active"]'] },
  muted: {
    yes: ['.video-avatar__avatar-footer--view-mute-computer', '.video-avatar__avatar-footer--view-mute-phone'],
    no: ['.video-avatar__avatar-footer'],
  },
  canvas: { player: ['video-player'], host: 'video-player-container', canvas: ['canvas'] },
};
