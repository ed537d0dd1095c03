import type { Moment } from '../core/call-record.ts';
import type { Expression } from '../core/expression.ts';
import type { SessionId } from '../core/identity.ts';
import type { Mode } from '../core/mode.ts';
import type { Policy } from '../core/policy.ts';
import type { Result } from '../core/result.ts';
import type { Review } from '../core/review.ts';
import type { StopReason, Trouble } from '../core/trouble.ts';
import type { ClearProof, ForgetProof } from '../wire/commands.ts';
import type { DetailRequest, EngineToPanel } from '../wire/panel-live.ts';

/** What the page in the tab beside the panel is, as far as the panel needs to know. */
export type PageState = 'unknown' | 'unsupported' | 'no-video' | 'offered' | 'needs-reload' | 'lobby' | 'in-call' | 'ended';

/** The pages that the panel leads to. */
export type PanelPage = 'onboarding' | 'settings' | 'history' | 'try-it' | 'about';

/** A moment that the user marked; `note` may be empty. */
export type Bookmark = Pick<Moment, 'atMs' | 'note'>;

/** A call that is over: gone by the user's settings or answer, or kept; `undecided`: the user is asked. */
export type PanelReview = { readonly kept: false } | (Review & { readonly kept: true; readonly undecided: boolean });

/** Everything the panel learns, in the order it happens. */
export type PanelEvent =
  | { readonly type: 'mode'; readonly mode: Mode | null }
  /** What the organisation that manages this browser has decided. */
  | { readonly type: 'policy'; readonly policy: Policy }
  | { readonly type: 'page'; readonly page: Exclude<PageState, 'offered'>; readonly site: string | null }
  /** The page could be watched if access to this origin were given. */
  | { readonly type: 'page'; readonly page: 'offered'; readonly site: null; readonly origin: string }
  | {
      readonly type: 'watch';
      /** When watching began, or null while it is off. */
      readonly startedAtMs: number | null;
      /** Why it is off, if it was on before. */
      readonly stopped: { readonly reason: StopReason; readonly trouble: Trouble | null } | null;
    }
  /** What is already marked in the call that is watched. */
  | { readonly type: 'bookmarks'; readonly bookmarks: readonly Bookmark[] }
  /** What the call that has just ended came to; null while there is nothing to say of one. */
  | { readonly type: 'review'; readonly review: PanelReview | null }
  | { readonly type: 'engine'; readonly message: EngineToPanel }
  | { readonly type: 'disconnected' };

/**
 * All that the panel asks of the world. The panel does not know that it lives in an extension:
 * tests give it a source of their own.
 */
export interface PanelSource {
  /** Calls `listener` with the present state at once and with every change until `signal` aborts. */
  subscribe(listener: (event: PanelEvent) => void, signal: AbortSignal): void;
  /** Switches watching on for the call in this tab. */
  start(): Promise<Result<null, Trouble>>;
  stop(): Promise<void>;
  /** Keeps the call that has just ended, or deletes it. */
  decide(answer: 'keep' | 'discard'): Promise<void>;
  /** Opens a call in the history. */
  openCall(id: SessionId): void;
  /** Asks for access to one origin and switches watching on there. Called inside the click, which the browser requires. */
  watchSite(origin: string): Promise<Result<null, Trouble>>;
  /** Someone objected: stops, deletes this call's data and reads again what is left of it. */
  object(): Promise<Result<ForgetProof, Trouble>>;
  /** Asks for one line of the call so far; the answer comes as a `detail` of the engine. */
  askDetail(request: DetailRequest): void;
  /** Marks a moment, or changes the note of a marked one. */
  bookmark(bookmark: Bookmark): Promise<Result<null, Trouble>>;
  /** Counts whether what a card said was right in the user's eyes; nothing else of it is kept. */
  judge(said: Expression, answer: 'right' | 'wrong'): Promise<Result<null, Trouble>>;
  /** Stops everything, deletes database and settings, reads both again. */
  clear(): Promise<Result<ClearProof, Trouble>>;
  /** Opens a page of its own: the first-run page for the first choice of a mode, the settings for every later one. */
  openPage(page: PanelPage): void;
  /** Puts on the clipboard what the call's page holds of what is looked for: counts and sizes.
   * @returns false if the page did not answer or the clipboard was refused */
  copyDiagnostic(): Promise<boolean>;
}
