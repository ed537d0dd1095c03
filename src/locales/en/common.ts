/** Texts of more than one page, and those that the browser itself shows. */
export const common = {
  product: 'Moodline',
  /** Which language these texts are in, as a BCP 47 tag. */
  language_tag: 'en',
  /** Between the parts of a list of facts. */
  list_separator: ', ',
  /** Told only if the first answer is late. */
  waiting: 'One moment: reading what is stored on this machine…',

  manifest_description:
    'Shows, during a video call, how the expressions of the people on screen move: computed on your machine, kept only there.',
  toolbar_off: 'Moodline',
  toolbar_on: 'Moodline is watching this call',

  mode_me: 'Only me',
  mode_room: 'The room',
  mode_each: 'Each participant',
  mode_more_me: 'Only your own tile is read: for practising, or to see how you come across.',
  mode_more_room: 'One mood for all, from at least {faces} faces. No single person is shown.',
  mode_more_each: 'A card with a trend for each person on screen.',

  expression_neutral: 'Neutral',
  expression_happiness: 'Happiness',
  expression_surprise: 'Surprise',
  expression_sadness: 'Sadness',
  expression_anger: 'Anger',
  expression_disgust: 'Disgust',
  expression_fear: 'Fear',
  expression_contempt: 'Contempt',

  // The same inside a sentence.
  named_neutral: 'neutral',
  named_happiness: 'happiness',
  named_surprise: 'surprise',
  named_sadness: 'sadness',
  named_anger: 'anger',
  named_disgust: 'disgust',
  named_fear: 'fear',
  named_contempt: 'contempt',

  reads_as_neutral: 'Reads as neutral',
  reads_as_happiness: 'Reads as happiness',
  reads_as_surprise: 'Reads as surprise',
  reads_as_sadness: 'Reads as sadness',
  reads_as_anger: 'Reads as anger',
  reads_as_disgust: 'Reads as disgust',
  reads_as_fear: 'Reads as fear',
  reads_as_contempt: 'Reads as contempt',

  // What is the matter, and what to do about it.
  'trouble_no-consent': 'Choose a mode first, then start watching.',
  'trouble_page-not-supported':
    'Open a Google Meet or Zoom call in this tab. On another site’s call, click Moodline’s toolbar button while its page is shown.',
  'trouble_page-needs-reload': 'This tab was open before Moodline was installed or updated: reload the tab, then join again.',
  'trouble_no-access': 'Moodline has no access to this site, so nothing is read here. The button above asks the browser for it again.',
  'trouble_not-in-call': 'Join the call first, then start watching.',
  'trouble_own-tile-unknown':
    'This page does not mark your own tile: choose another mode than “Only me”, and let your own tile be read in the settings.',
  'trouble_no-tiles':
    'No video tile was found: switch the call to a grid layout, with at least one camera on. If this stays, the site’s page may have changed: update Moodline.',
  'trouble_page-changed':
    'This site’s page has changed: names are not available, and people are numbered instead. Update Moodline; if this stays, report it with the diagnostic.',
  'trouble_browser-too-old': 'Moodline needs Chrome 148 or later: update the browser.',
  'trouble_file-missing': 'A file of the extension is missing: reinstall Moodline.',
  'trouble_file-corrupt': 'A file of the extension is damaged: reinstall Moodline.',
  'trouble_engine-failed': 'The reading engine failed: stop and start watching again, and restart the browser if this stays.',
  'trouble_storage-refused': 'The history is not being kept, though the live view goes on: allow site data in the browser’s settings.',
  'trouble_storage-full':
    'Storage full – history paused, though the live view goes on: free some disk space, or delete old calls in the history.',
} as const;
