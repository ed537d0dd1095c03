import * as v from 'valibot';
import { NOTE_MAXIMUM_LENGTH } from '../core/call-record.ts';
import type { SessionId } from '../core/identity.ts';
import { MODES } from '../core/mode.ts';
import { REQUEST_FATES } from '../core/request-count.ts';
import { cleanLine } from '../core/names.ts';
import type { Result } from '../core/result.ts';
import { engineSettingsSchema } from './settings.ts';
import { STOP_REASONS, TROUBLES } from '../core/trouble.ts';
import type { Trouble } from '../core/trouble.ts';
import { PAGE_HEALTHS } from './frames.ts';

// Commands between contexts, off the hot path: one map per direction.

const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const session = v.pipe(
  v.string(),
  v.uuid(),
  v.transform((text) => text as SessionId),
);
const mode = v.picklist(MODES);
const site = v.pipe(v.string(), v.maxLength(40));

/** Panel → background. */
export const panelToBackgroundSchema = v.variant('type', [
  /** Answered with `Result<null, Trouble>`. */
  v.strictObject({ to: v.literal('background'), type: v.literal('start'), tabId: id }),
  /** Answered with null once watching is off. */
  v.strictObject({ to: v.literal('background'), type: v.literal('stop'), tabId: id }),
  /** Someone in the call objected. Answered with `Result<ForgetProof, Trouble>` after a re-read. */
  v.strictObject({ to: v.literal('background'), type: v.literal('object'), tabId: id }),
  /** Marks a moment of the call that is watched in the tab. Answered with `Result<null, Trouble>`. */
  v.strictObject({
    to: v.literal('background'),
    type: v.literal('bookmark'),
    tabId: id,
    atMs: v.pipe(v.number(), v.finite(), v.minValue(0)),
    note: v.pipe(
      v.string(),
      v.maxLength(NOTE_MAXIMUM_LENGTH),
      v.transform((text) => cleanLine(text, NOTE_MAXIMUM_LENGTH)),
    ),
  }),
  /** Answered with `Result<ClearProof, Trouble>` after a re-read. */
  v.strictObject({ to: v.literal('background'), type: v.literal('clear') }),
]);
export type PanelToBackground = v.InferOutput<typeof panelToBackgroundSchema>;

/** Background → content script of one tab. */
export const backgroundToContentSchema = v.variant('type', [
  /** Answered with a {@link PageDescription}. */
  v.strictObject({ to: v.literal('content'), type: v.literal('describe') }),
  /** Answered with a {@link Diagnostic}. */
  v.strictObject({ to: v.literal('content'), type: v.literal('diagnose') }),
  v.strictObject({ to: v.literal('content'), type: v.literal('watch'), sessionId: session, mode }),
  v.strictObject({ to: v.literal('content'), type: v.literal('unwatch'), sessionId: session }),
]);
export type BackgroundToContent = v.InferOutput<typeof backgroundToContentSchema>;

/** What a content script knows of its page without reading any tile. */
export const pageDescriptionSchema = v.strictObject({
  site,
  page: v.picklist(['unsupported', 'lobby', 'in-call', 'ended']),
  /** Whether the user's own tile can be told from the others. */
  knowsOwnTile: v.boolean(),
});
export type PageDescription = v.InferOutput<typeof pageDescriptionSchema>;

export const DIAGNOSTIC_LIMITS = { selectors: 100, pictures: 100 };
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const pictures = v.pipe(
  v.array(v.strictObject({ width: count, height: count, shownWidth: count, shownHeight: count })),
  v.maxLength(DIAGNOSTIC_LIMITS.pictures),
);
/** What helps to mend a site's declaration: which of its selectors find anything. No name, no id, no address. */
export const diagnosticSchema = v.strictObject({
  ...pageDescriptionSchema.entries,
  version: v.pipe(v.string(), v.maxLength(40)),
  hidden: v.boolean(),
  health: v.picklist(PAGE_HEALTHS),
  /** Documents that hold the call: more than one while tiles are in a floating window. */
  documents: count,
  selectors: v.pipe(
    v.array(v.strictObject({ part: v.pipe(v.string(), v.maxLength(20)), selector: v.pipe(v.string(), v.maxLength(300)), found: count })),
    v.maxLength(DIAGNOSTIC_LIMITS.selectors),
  ),
  tiles: v.strictObject({ found: count, named: count, pictured: count }),
  videos: pictures,
  canvases: pictures,
});
export type Diagnostic = v.InferOutput<typeof diagnosticSchema>;

/** Content script → background. */
export const contentToBackgroundSchema = v.variant('type', [
  v.strictObject({ to: v.literal('background'), type: v.literal('call-ended'), sessionId: session }),
  /** The frames port broke although the page is well: the engine has to be brought back. */
  v.strictObject({ to: v.literal('background'), type: v.literal('engine-lost'), sessionId: session }),
]);
export type ContentToBackground = v.InferOutput<typeof contentToBackgroundSchema>;

/** Background → engine. Answered with null. */
export const backgroundToEngineSchema = v.variant('type', [
  v.strictObject({
    to: v.literal('engine'),
    type: v.literal('open-session'),
    sessionId: session,
    tabId: id,
    site,
    /** Of the call page: frames are taken from nowhere else. */
    origin: v.pipe(v.string(), v.maxLength(300)),
    mode,
    startedAtMs: v.pipe(v.number(), v.finite(), v.minValue(0)),
    settings: engineSettingsSchema,
  }),
  /** The user changed a setting: all sessions obey it from the next tick on. */
  v.strictObject({ to: v.literal('engine'), type: v.literal('settings'), settings: engineSettingsSchema }),
  v.strictObject({ to: v.literal('engine'), type: v.literal('close-session'), sessionId: session, reason: v.picklist(STOP_REASONS) }),
]);
export type BackgroundToEngine = v.InferOutput<typeof backgroundToEngineSchema>;
export type OpenSession = Extract<BackgroundToEngine, { type: 'open-session' }>;

/** Engine → background. */
export const engineToBackgroundSchema = v.variant('type', [
  v.strictObject({
    to: v.literal('background'),
    type: v.literal('session-over'),
    sessionId: session,
    reason: v.picklist(STOP_REASONS),
    trouble: v.nullable(v.picklist(TROUBLES)),
  }),
]);
export type EngineToBackground = v.InferOutput<typeof engineToBackgroundSchema>;

/** Any document of the extension → background: it noticed a request to somewhere else, its own or its worker's. */
export const noticeToBackgroundSchema = v.strictObject({
  to: v.literal('background'),
  type: v.literal('request-noticed'),
  fate: v.picklist(REQUEST_FATES),
});
export type NoticeToBackground = v.InferOutput<typeof noticeToBackgroundSchema>;

/** About page → engine: what it runs on. Answered with an {@link EngineReport}; nobody answers while nothing is watched. */
export const aboutToEngineSchema = v.strictObject({ to: v.literal('engine'), type: v.literal('report') });
export type AboutToEngine = v.InferOutput<typeof aboutToEngineSchema>;
export const engineReportSchema = v.strictObject({ backend: v.picklist(['webgl', 'wasm']), detector: v.string() });
export type EngineReport = v.InferOutput<typeof engineReportSchema>;

/** What a clean-up left behind, read again after it. */
export interface ClearProof {
  readonly databases: number;
  readonly storedKeys: number;
}

/** What the deletion of one call left of it, read again after it. */
export interface ForgetProof {
  readonly records: number;
}

/** What each command is answered with. */
export interface Answers {
  readonly start: Result<null, Trouble>;
  readonly stop: null;
  readonly object: Result<ForgetProof, Trouble>;
  readonly bookmark: Result<null, Trouble>;
  readonly clear: Result<ClearProof, Trouble>;
}
