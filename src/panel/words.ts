import type { Expression } from '../core/expression.ts';
import { ROOM_MINIMUM_FACES, type Mode } from '../core/mode.ts';
import type { StopReason, Trouble } from '../core/trouble.ts';
import type { ClearProof } from '../wire/commands.ts';
import type { LOAD_STEPS } from '../wire/panel-live.ts';
import type { Phase } from './panel-state.ts';
import type { CardState } from './person.ts';
import type { PageState } from './source.ts';
import type { CertaintyLevel, Direction, ValenceLevel } from './trend.ts';

/** Every text of the panel. The maps are total: a new state, trouble or reason without words does not compile. */
export const WORDS = {
  product: 'Moodline',
  start: 'Start watching',
  stop: 'Stop watching',
  starting: 'Starting…',
  stopping: 'Stopping…',
  catchingUpMore: 'The connection to this call was interrupted. The last readings stay here until it is back.',
  setupTitle: 'Choose what to be shown',
  setupMore: 'Nothing is read until you have chosen a mode: only you, the room, or each participant.',
  setup: 'Choose a mode',
  mode: 'Mode',
  changeMode: 'Change',
  changeModeLabel: 'Change the mode',
  loadingTitle: 'Getting ready',
  room: 'Room',
  participants: 'Participants',
  you: 'You',
  speaking: 'Speaking',
  muted: 'Microphone off',
  unnamed: 'Name unknown',
  waiting: 'Waiting for the first reading…',
  waitingSelf: 'Waiting for your own tile. Turn your camera on and keep your self view visible in the call.',
  roomTooSmall: `The room mood needs at least ${ROOM_MINIMUM_FACES} faces that can be read.`,
  negative: 'Negative',
  positive: 'Positive',
  now: 'Now',
  certainty: 'Certainty',
  footer: 'An estimate of expressions, not of feelings.',
  clear: 'Clear local data',
  clearTitle: 'Clear all local data?',
  clearMore:
    'This stops watching and deletes everything Moodline keeps on this machine: the history, the names and your settings. It cannot be undone.',
  clearYes: 'Delete everything',
  clearNo: 'Keep it',
  clearing: 'Clearing…',
  clearFailed: 'Clearing failed. Close other Moodline pages, then clear again.',
} as const;

/** Said beside the switch. */
export const ACTIVITY_WORDS: Readonly<Record<Phase, string>> = {
  setup: 'Not watching',
  idle: 'Not watching',
  loading: 'Starting…',
  watching: 'Watching',
  'catching-up': 'Catching up…',
  stopped: 'Not watching',
};

export const MODE_WORDS: Readonly<Record<Mode, string>> = {
  me: 'Only me',
  room: 'The room',
  each: 'Each participant',
};

export const EXPRESSION_WORDS: Readonly<Record<Expression, string>> = {
  neutral: 'Reads as neutral',
  happiness: 'Reads as happiness',
  surprise: 'Reads as surprise',
  sadness: 'Reads as sadness',
  anger: 'Reads as anger',
  disgust: 'Reads as disgust',
  fear: 'Reads as fear',
  contempt: 'Reads as contempt',
};

/** `ok` is said only until the first label is there. */
export const CARD_WORDS: Readonly<Record<CardState, string>> = {
  ok: 'Reading…',
  'camera-off': 'Camera off',
  'no-face': 'No face in view',
  'too-small': 'Face too small to read',
  'several-faces': 'Several people, not rated',
  'too-dark': 'Can’t tell: too dark',
  blurred: 'Can’t tell: picture blurred',
  'turned-away': 'Can’t tell: face turned away',
  unsure: 'Can’t tell: expression unclear',
  stalled: 'Video stalled',
  unreadable: 'This tile can’t be read',
  left: 'No longer on screen',
};

export const CERTAINTY_WORDS: Readonly<Record<CertaintyLevel, string>> = {
  low: 'not very sure',
  fair: 'fairly sure',
  high: 'quite sure',
};

export const VALENCE_WORDS: Readonly<Record<ValenceLevel, string>> = {
  'clearly-negative': 'Looks clearly negative',
  'slightly-negative': 'Looks slightly negative',
  even: 'Looks even',
  'slightly-positive': 'Looks slightly positive',
  'clearly-positive': 'Looks clearly positive',
};

export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  rising: 'rising',
  steady: 'steady',
  falling: 'falling',
};

export const LOAD_WORDS: Readonly<Record<(typeof LOAD_STEPS)[number], string>> = {
  files: 'Checking the extension’s files',
  detector: 'Loading the face detector',
  network: 'Loading the expression network',
  backend: 'Warming up graphics',
};

/** What is the matter, and what to do about it. */
export const TROUBLE_WORDS: Readonly<Record<Trouble, string>> = {
  'no-consent': 'Choose a mode first, then start watching.',
  'page-not-supported': 'Open a Google Meet or Zoom call in this tab to use Moodline here.',
  'page-needs-reload': 'This tab was open before Moodline was installed or updated: reload the tab, then join again.',
  'not-in-call': 'Join the call first, then start watching.',
  'own-tile-unknown': 'This site does not mark your own tile, so “Only me” finds nobody here: choose another mode to watch.',
  'no-tiles':
    'No video tile was found: switch the call to a grid layout, with at least one camera on. If this stays, the site’s page may have changed: update Moodline.',
  'browser-too-old': 'Moodline needs Chrome 148 or later: update the browser.',
  'no-webgl': 'Turn on graphics acceleration in Settings › System, then restart the browser.',
  'file-missing': 'A file of the extension is missing: reinstall Moodline.',
  'file-corrupt': 'A file of the extension is damaged: reinstall Moodline.',
  'engine-failed': 'The reading engine failed: stop and start watching again, and restart the browser if this stays.',
  'storage-refused':
    'The history is not being kept, though the live view goes on: free some disk space, or allow site data in the browser’s settings.',
};

export const STOP_WORDS: Readonly<Record<StopReason, string>> = {
  user: 'You stopped watching.',
  'call-ended': 'The call has ended, so watching stopped by itself.',
  'page-closed': 'The call’s page was closed or left, so watching stopped.',
  'mode-changed': 'The mode was changed, so watching stopped. Start again when you are ready.',
  cleared: 'Watching stopped because the local data was cleared.',
  trouble: 'Watching stopped because of a problem.',
};

/** What the tab beside the panel calls for; some of it is a trouble and has its sentence there. */
export const PAGE_WORDS: Readonly<Record<PageState, string>> = {
  unknown: 'Open a Google Meet or Zoom call in this tab, then start watching.',
  unsupported: TROUBLE_WORDS['page-not-supported'],
  'needs-reload': TROUBLE_WORDS['page-needs-reload'],
  lobby: TROUBLE_WORDS['not-in-call'],
  'in-call': 'Ready. Nothing is read until you start, and watching stops when the call ends.',
  ended: 'This call has ended. Join another one to watch again.',
};

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const facesRead = (faces: number): string => `${count(faces, 'face', 'faces')} read`;

export const minutesWatched = (ms: number): string => (ms < 60_000 ? '<1 min' : `${Math.floor(ms / 60_000)} min`);

export function clearProof({ databases, storedKeys }: ClearProof): string {
  const left = `${count(databases, 'database', 'databases')}, ${count(storedKeys, 'stored value', 'stored values')} left`;
  return databases + storedKeys === 0
    ? `Cleared: ${left}.`
    : `Not everything was cleared: ${left}. Close other Moodline pages, then clear again.`;
}

export const minutesAgo = (minutes: number): string => `${minutes} min ago`;

/** A sparkline for someone who does not see it. */
export function sparklineText(minutes: number, level: ValenceLevel | null, heading: Direction | null, gaps: number): string {
  const mood = level === null ? 'no reading yet' : VALENCE_WORDS[level].toLowerCase();
  const trend = heading === null ? '' : `, ${DIRECTION_WORDS[heading]}`;
  return `Trend of the last ${minutes === 1 ? 'minute' : `${minutes} minutes`}: ${mood}${trend}${gaps === 0 ? '' : `, ${count(gaps, 'gap', 'gaps')}`}`;
}
