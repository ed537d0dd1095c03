/** Texts of the first-run page. */
export const onboarding = {
  onboarding_page: 'Moodline: before you start',
  onboarding_title: 'Before you start',
  onboarding_lead:
    'Moodline estimates, during a Google Meet or Zoom call, how the expressions on screen move: computed on your machine, kept only there. Nothing runs until you have chosen below.',

  onboarding_reads: 'What it reads',
  onboarding_reads_tiles: 'The video tiles of the call and the names beside them, while you are watching.',
  onboarding_reads_local: 'All of it on your own machine.',
  onboarding_keeps: 'What it keeps',
  onboarding_keeps_averages: 'Averages over 5 seconds, and the display names, on this machine.',
  onboarding_keeps_clear: 'For 30 days, or as long as you choose in the settings; you can clear them at any time, with one button.',
  onboarding_never: 'What it never does',
  onboarding_never_pictures: 'No picture of anyone is stored.',
  onboarding_never_sent: 'Nothing is sent anywhere.',
  onboarding_never_recognised: 'Nobody is recognised by their face.',
  onboarding_cannot: 'What it cannot know',
  onboarding_cannot_feelings: 'It is an estimate of expressions, not of feelings.',
  onboarding_cannot_wrong: 'For some faces it is simply wrong.',
  onboarding_cannot_weak: 'It is weak at disgust, contempt and fear.',

  onboarding_law: 'Where it must not be used',
  onboarding_law_prohibited:
    'In the European Union, inferring the emotions of people at work or in education is prohibited since 2 February 2025, except for medical or safety reasons (AI Act, Article 5(1)(f)). The Commission’s guidelines name hybrid video calls of work teams.',
  onboarding_law_told: 'Where it is allowed, the people it is used on must be told at first exposure, since 2 August 2026 (Article 50(3)).',
  onboarding_law_elsewhere: 'Elsewhere other rules may apply. This is not legal advice.',
  onboarding_law_link: 'Read the AI Act',

  onboarding_choice: 'What should Moodline show?',
  onboarding_choice_more: 'You can change this at any time. Watching is off until you switch it on, in each call anew.',
  onboarding_current: 'Chosen now',
  onboarding_confirm: 'The others in the call know about it and agree, and I do not use it to judge people at work or in education.',
  onboarding_confirm_missing: 'Tick the box above to show each participant, or choose another mode.',
  onboarding_use: 'Use this mode',
  onboarding_not_stored:
    'Your choice could not be stored, so nothing was switched on: free some disk space, or allow site data in the browser’s settings, then try again.',

  onboarding_done: 'You are set up',
  onboarding_done_mode: 'Mode:',
  onboarding_next: 'What to do next',
  onboarding_next_call: 'Open a Google Meet or Zoom call in this browser and join it. A call that was already open must be reloaded once.',
  onboarding_next_panel: 'Click the Moodline button in the toolbar, or open the panel from here.',
  onboarding_next_start: 'Press “Start watching” in the panel. It stops by itself when the call ends.',
  onboarding_next_try: 'Or see first, without a call, what it reads in your own pictures.',
  onboarding_try: 'Try it',
  onboarding_open_panel: 'Open the side panel',
  onboarding_change: 'Choose another mode',
} as const;
