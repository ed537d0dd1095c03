/** Texts of the page where pictures and the own webcam are tried. */
export const tryIt = {
  try_page: 'Moodline: try it',
  try_title: 'Try it',
  try_lead: 'See what Moodline reads in your own pictures, or in your webcam’s. It is the same engine that reads a call.',
  try_private: 'Nothing is stored and nothing is sent: pictures and frames are gone when you close this page.',
  try_estimate: 'An estimate of expressions, not of feelings. For some faces it is simply wrong.',

  try_consent: 'Choose first what Moodline should show. Nothing is read before.',
  try_consent_open: 'Choose a mode',

  try_pictures: 'Pictures',
  try_choose: 'Choose pictures',
  try_drop: 'Or drop them here, or paste one.',
  try_kinds: 'JPEG, PNG, WebP, AVIF or GIF, up to {megapixels} megapixels.',
  try_too_many: 'Only {count} pictures are shown at once: remove some, then add the others.',
  try_no_files: 'What you gave holds no picture file: save the picture first, then drop or choose the file.',

  try_waiting: 'Waiting…',
  try_reading: 'Looking for faces…',
  try_faces: { one: '{count} face', other: '{count} faces' },
  try_picture_label: { one: '{name}, with {count} face marked', other: '{name}, with {count} faces marked' },
  try_no_face: 'No face was found: choose a picture in which a face looks towards the camera and is neither very small nor cut off.',
  try_download: 'Download with marks',
  try_download_label: 'Download with marks: {name}',
  try_download_failed: 'The marked picture could not be made: close other pages to free memory, then try again.',
  try_remove: 'Remove',
  try_remove_label: 'Remove: {name}',

  // Why a file cannot be read as a picture, and what to do about it.
  'try_problem_not-a-picture': 'This file is not a picture: choose a JPEG, PNG, WebP, AVIF or GIF file.',
  try_problem_broken:
    'This picture cannot be opened: it is damaged, or of a kind that the browser does not know. Save it as JPEG or PNG, then try again.',
  'try_problem_too-large': 'This picture is too large to be read here: save it with at most {megapixels} megapixels, then try again.',

  try_camera: 'Your webcam',
  try_camera_more: 'The camera is on only while you see its picture here. It goes off when you stop it, or leave this page.',
  try_camera_start: 'Start webcam',
  try_camera_stop: 'Stop webcam',
  try_camera_asking: 'The browser asks whether Moodline may use the camera: allow it to see your picture here.',
  try_camera_opening: 'Waiting for the first picture…',
  try_camera_no_face: 'No face found: look towards the camera, and turn on a light if the room is dark.',
  try_camera_label: { one: 'Your webcam, with {count} face marked', other: 'Your webcam, with {count} faces marked' },

  // Why there is no picture from the webcam, and what to do about it.
  try_camera_refused:
    'The camera was not allowed: click the camera or the settings sign at the left of the address bar, allow the camera, then start again.',
  try_camera_absent: 'No camera was found: connect one, or lift its cover or switch, then start again.',
  try_camera_busy: 'The camera is in use by another program, perhaps a call: close that, then start again.',
  try_camera_failed: 'The camera did not start: unplug and reconnect it, then start again.',
  try_camera_unplugged: 'The camera was disconnected: connect it, then start again.',
  try_camera_hidden: 'The camera was switched off because this page went out of sight: start it again when you are ready.',

  try_face: 'Face {number}',
  try_face_expressions: 'Probability of each expression of face {number}',
  try_expression: 'Expression',
  try_probability: 'Probability',
  try_certainty: 'Certainty',
  try_quality: 'Picture quality',
  try_valence: 'Pleasant (−1 to 1)',
  try_arousal: 'Lively (−1 to 1)',
  try_not_read: 'Not read, so there are no probabilities.',

  'try_state_too-small': 'Can’t tell: face too small',
  'try_state_too-dark': 'Can’t tell: too dark',
  try_state_blurred: 'Can’t tell: blurred',
  'try_state_turned-away': 'Can’t tell: turned away',
  try_state_unsure: 'Can’t tell: expression unclear',
} as const;
