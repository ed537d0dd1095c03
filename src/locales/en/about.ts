/** Texts of the page that says what Moodline is, knows, keeps and is made of. */
export const about = {
  about_page: 'Moodline: about',
  about_title: 'About Moodline',
  about_lead: 'What it keeps, what it sends, how well it reads, and what it is made of.',

  about_stored: 'What is stored right now',
  about_stored_calls: 'Calls in the history',
  about_stored_moments: 'Moments in them',
  about_stored_oldest: 'Oldest call',
  about_stored_none: 'None',
  about_stored_history: 'Size of the history',
  about_stored_settings: 'Size of your settings',
  about_stored_where: 'All of it lies on this machine. “Clear local data” in the side panel deletes it.',
  about_stored_unknown:
    'The browser refuses to say what is stored: allow site data for Moodline in the browser’s settings, then reload this page.',

  about_requests: 'Requests sent',
  about_requests_sent: { one: '{count} request sent to anywhere', other: '{count} requests sent to anywhere' },
  about_requests_refused: { one: '{count} attempt refused by the browser', other: '{count} attempts refused by the browser' },
  about_requests_how:
    'Counted since Moodline was installed or its data was last cleared, by each of its parts: service worker, engine, vision worker, side panel and pages. A part counts every request for anything but Moodline’s own files that the browser lists, and every attempt that the security policy refused.',
  about_requests_limits:
    'Not counted: the browser’s own traffic, what a call page sends itself, and links that you click. The small part of Moodline that works inside a call page cannot be counted there; it holds no code that sends.',
  about_requests_alarm: 'Moodline never has a reason to send anything: report this, and remove the extension until it is explained.',

  about_tally: 'How often it was right on your own calls',
  about_tally_more: 'From your own answers in the side panel, kept on this machine only.',
  about_tally_right: { one: '{right} of {count} time', other: '{right} of {count} times' },

  about_card: 'How well it reads expressions',
  // As the model card says it.
  about_purpose_what:
    'It estimates which expression a face shows, not what a person feels. A smile is not happiness, and people differ in how much they show.',
  about_purpose_use: 'Do not use it to judge, rank, select or monitor anyone.',
  about_purpose_local: 'It runs on this machine. No picture leaves it or is stored.',
  about_card_english: 'The measured facts below are kept in English.',
  about_card_measured: 'Measured on {images} photographs that it had not learned from.',
  about_card_accuracy: 'Right answers, 8 expressions',
  about_card_recall: 'Found, mean of the expressions',
  about_card_f1: 'F1, mean of the expressions',
  about_card_ece: 'Calibration error',
  about_card_answered: 'Answered in a call’s setting',
  about_card_answered_right: 'Right among those',

  about_expressions: 'By expression',
  about_expression: 'Expression',
  about_precision: 'Right when it says so',
  about_recall: 'Found when it is there',
  about_images: 'Photographs',

  about_confusion: 'What is taken for what',
  about_confusion_more:
    'A row is what people saw, a column what Moodline answered. The stronger a field’s colour, the larger its share of the row.',
  about_confusion_corner: 'Seen by people ↓ answered →',
  about_confusion_label: 'Answers by expression, as a table',

  about_reliability: 'Is its certainty true?',
  about_reliability_more:
    'Share of right answers at each certainty. On the dashed line certainty is exactly true; larger dots stand for more photographs.',
  about_reliability_label: 'Share of right answers against certainty: dots close to the diagonal. The table below has the numbers.',
  about_certainty: 'Certainty',
  about_accuracy: 'Right answers',

  about_coverage: 'What “can’t tell” is good for',
  about_coverage_more:
    'Share of right answers when only the most certain photographs are answered. The ring is where Moodline stands: it answers {answered}, and {right} of those are right.',
  about_coverage_label: 'Share of right answers against share of photographs answered, falling slowly. The table below has the numbers.',
  about_coverage_share: 'Answered',

  about_numbers: 'The numbers as a table',

  about_robustness: 'Under the conditions of a call',
  about_robustness_more: 'The same photographs, changed.',
  about_condition: 'Photographs',
  about_accuracy_80: 'Right among the surest 80%',

  about_limits: 'What is weak or not known',
  about_training: 'What it learned from',
  about_detector: 'How faces are found',
  about_affect: 'Pleasant and lively',

  about_versions: 'Versions',
  about_version_extension: 'Moodline',
  about_version_model: 'Expression network',
  about_version_detector: 'Face detectors (MediaPipe)',
  about_version_tfjs: 'Network engine (TensorFlow.js)',
  about_version_browser: 'Browser',
  about_backend: 'Computed with',
  about_backend_wasm: 'the processor (WebAssembly)',
  about_backend_webgl: 'the graphics card (WebGL)',
  about_backend_none: 'Nothing is running now: it is chosen by measurement when watching starts.',

  about_licences: 'Licences of everything inside',
  about_licences_more: 'Collected from the parts that are really in this build. Moodline itself is under the MIT licence.',
  about_licences_unreadable: 'The list of licences is missing from the extension: reinstall Moodline.',
  about_licence_no_text: 'The package ships no text of its licence; {licence} names it.',
} as const;
