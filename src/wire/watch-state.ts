import * as v from 'valibot';
import type { SessionId } from '../core/identity.ts';
import { MODES } from '../core/mode.ts';
import { STOP_REASONS, TROUBLES } from '../core/trouble.ts';

const sessionId = v.pipe(
  v.string(),
  v.transform((text) => text as SessionId),
);

/** What is being watched in one tab, or why it no longer is. Kept in session storage, so that the
 * service worker may die at any time. */
export const watchStateSchema = v.variant('state', [
  v.strictObject({
    state: v.literal('on'),
    sessionId,
    mode: v.picklist(MODES),
    site: v.string(),
    origin: v.string(),
    startedAtMs: v.number(),
    /** When the user marked a moment last: panels read the marks again. */
    markedAtMs: v.exactOptional(v.number()),
  }),
  v.strictObject({
    state: v.literal('off'),
    /** What was watched, for what is said of it afterwards. */
    sessionId,
    reason: v.picklist(STOP_REASONS),
    trouble: v.nullable(v.picklist(TROUBLES)),
    /** Where it was on: after its access was taken back, the browser no longer tells. */
    origin: v.string(),
    /** Whether the user was asked what becomes of the call, and answered. */
    decided: v.boolean(),
  }),
]);
export type WatchState = v.InferOutput<typeof watchStateSchema>;
export type WatchOn = Extract<WatchState, { state: 'on' }>;

/** By tab id. */
export const watchStatesSchema = v.record(v.string(), watchStateSchema);
