/** Texts that the content script writes: into the call page itself, or in place of a name that it does not have. */
export const notice = {
  notice_refresh:
    'Moodline stopped watching because it was updated or switched off, or has crashed. If it crashed, reload it on the browser’s extensions page. Refresh this tab to use it again.',
  notice_close: 'Close',
  notice_tile: 'Tile {number}',
} as const;
