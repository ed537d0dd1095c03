import type { Mode } from '../../core/mode.ts';

/** Every text of the first-run page. */
export const WORDS = {
  product: 'Moodline',
  title: 'Before you start',
  lead: 'Moodline estimates, during a Google Meet or Zoom call, how the expressions on screen move: computed on your machine, kept only there. Nothing runs until you have chosen below.',
  current: 'Chosen now',
  choiceTitle: 'What should Moodline show?',
  choiceMore: 'You can change this at any time. Watching is off until you switch it on, in each call anew.',
  confirm: 'The others in the call know about it and agree, and I do not use it to judge people at work or in education.',
  confirmMissing: 'Tick the box above to show each participant, or choose another mode.',
  submit: 'Use this mode',
  storeFailed:
    'Your choice could not be stored, so nothing was switched on: free some disk space, or allow site data in the browser’s settings, then try again.',
  doneTitle: 'You are set up',
  doneMode: 'Mode',
  doneNext: 'What to do next',
  openPanel: 'Open the side panel',
  change: 'Choose another mode',
} as const;

export interface Disclosure {
  readonly title: string;
  readonly points: readonly string[];
}

export const DISCLOSURES: Readonly<Record<'reads' | 'keeps' | 'never' | 'cannot', Disclosure>> = {
  reads: {
    title: 'What it reads',
    points: ['The video tiles of the call and the names beside them, while you are watching.', 'All of it on your own machine.'],
  },
  keeps: {
    title: 'What it keeps',
    points: ['Averages over 5 seconds, and the display names, on this machine.', 'Until you clear them, with one button, at any time.'],
  },
  never: {
    title: 'What it never does',
    points: ['No picture of anyone is stored.', 'Nothing is sent anywhere.', 'Nobody is recognised by their face.'],
  },
  cannot: {
    title: 'What it cannot know',
    points: [
      'It is an estimate of expressions, not of feelings.',
      'For some faces it is simply wrong.',
      'It is weak at disgust, contempt and fear.',
    ],
  },
};

export const LAW = {
  title: 'Where it must not be used',
  points: [
    'In the European Union, inferring the emotions of people at work or in education is prohibited since 2 February 2025, except for medical or safety reasons (AI Act, Article 5(1)(f)). The Commission’s guidelines name hybrid video calls of work teams.',
    'Where it is allowed, the people it is used on must be told at first exposure, since 2 August 2026 (Article 50(3)).',
    'Elsewhere other rules may apply. This is not legal advice.',
  ],
  link: 'Read the AI Act',
  href: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
} as const;

export const MODE_WORDS: Readonly<Record<Mode, { readonly name: string; readonly more: string }>> = {
  me: { name: 'Only me', more: 'Only your own tile is read: for practising, or to see how you come across.' },
  room: { name: 'The room', more: 'One mood for all, from at least 3 faces. No single person is shown.' },
  each: { name: 'Each participant', more: 'A card with a trend for each person on screen.' },
};

export const NEXT_STEPS = {
  call: 'Open a Google Meet or Zoom call in this browser and join it. A call that was already open must be reloaded once.',
  panel: 'Click the Moodline button in the toolbar, or open the panel from here.',
  start: 'Press “Start watching” in the panel. It stops by itself when the call ends.',
} as const;
