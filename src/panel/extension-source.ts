import { allowedMode } from '../core/policy.ts';
import { reviewOf } from '../core/review.ts';
import { hasAccess, onAccessChange, requestAccess } from '../platform/access.ts';
import { describePage, diagnosePage, resolveTabId } from '../platform/page.ts';
import type { SessionId } from '../core/identity.ts';
import { err, ok } from '../core/result.ts';
import { withHistory } from '../platform/database.ts';
import { bookmarksOf, readSession } from '../platform/history-read.ts';
import { countAnswer, deleteCalls } from '../platform/history-write.ts';
import { askBackground } from '../platform/messages.ts';
import { openPage } from '../platform/lifecycle.ts';
import { type Channel, openChannel } from '../platform/ports.ts';
import { onStateChange, policySoFar, readSettings, readWatches, updateWatches } from '../platform/settings.ts';
import { type DetailRequest, engineToPanelSchema, type EngineToPanel, LIVE_PORT } from '../wire/panel-live.ts';
import type { WatchState } from '../wire/watch-state.ts';
import type { PanelEvent, PanelReview, PanelSource } from './source.ts';

/** How often the panel looks at the page beside it while nothing is watched, in ms. */
const PAGE_LOOK_MS = 1_000;
/** Pause before the panel connects to the engine again. */
const RECONNECT_MS = 500;

/**
 * The panel's source inside the extension: settings and watch state from storage, the page from its
 * content script, readings from the engine.
 * @param tabId the tab to be about; null means the tab that is shown in this window, as it changes
 */
export function extensionPanelSource(tabId: number | null): PanelSource {
  let subscription: Subscription | null = null;
  const start: PanelSource['start'] = async () => {
    const id = await resolveTabId(tabId);
    return id === null ? err('page-not-supported') : askBackground({ to: 'background', type: 'start', tabId: id });
  };
  return {
    subscribe(listener, signal) {
      subscription = new Subscription(tabId, listener, signal);
      subscription.begin();
    },
    start,
    async stop() {
      const id = await resolveTabId(tabId);
      if (id !== null) await askBackground({ to: 'background', type: 'stop', tabId: id });
    },
    async decide(answer) {
      const id = await resolveTabId(tabId);
      const watch = id === null ? undefined : (await readWatches())[id];
      if (id === null || watch?.state !== 'off') return;
      if (answer === 'discard') await withHistory((database) => deleteCalls(database, [watch.sessionId]));
      await updateWatches((watches) => {
        if (watches[id]?.sessionId === watch.sessionId) watches[id] = { ...watch, decided: true };
      });
    },
    openCall: (id) => void openPage('history', id),
    async object() {
      const id = await resolveTabId(tabId);
      return id === null ? ok({ records: 0 }) : askBackground({ to: 'background', type: 'object', tabId: id });
    },
    watchSite: async (origin) => ((await requestAccess(origin)) ? start() : err('no-access')),
    askDetail: (request) => subscription?.ask(request),
    async bookmark({ atMs, note }) {
      const id = await resolveTabId(tabId);
      return id === null ? err('not-in-call') : askBackground({ to: 'background', type: 'bookmark', tabId: id, atMs, note });
    },
    judge: (said, answer) =>
      withHistory((database) => countAnswer(database, said, answer).then(() => true)).then(
        (counted) => (counted ? ok(null) : err('storage-refused')),
        () => err('storage-refused'),
      ),
    clear: () => askBackground({ to: 'background', type: 'clear' }),
    openPage: (page) => void openPage(page),
    async copyDiagnostic() {
      const id = await resolveTabId(tabId);
      const diagnostic = id === null ? null : await diagnosePage(id);
      if (diagnostic === null) return false;
      return navigator.clipboard.writeText(JSON.stringify(diagnostic, null, 1)).then(
        () => true,
        () => false,
      );
    },
  };
}

/** One subscriber's view: re-reads on every change and tells only what changed. */
class Subscription {
  readonly #fixedTabId: number | null;
  readonly #listener: (event: PanelEvent) => void;
  readonly #signal: AbortSignal;
  /** The call, and the answer about it, that was told of last. */
  #reviewed: string | null = null;
  #told = new Map<PanelEvent['type'], string>();
  #live: { readonly tabId: number; readonly session: SessionId; readonly abort: AbortController } | null = null;
  #channel: Channel<DetailRequest, EngineToPanel> | null = null;
  #marked = '';

  constructor(fixedTabId: number | null, listener: (event: PanelEvent) => void, signal: AbortSignal) {
    this.#fixedTabId = fixedTabId;
    this.#listener = listener;
    this.#signal = signal;
  }

  begin(): void {
    onStateChange(() => void this.#look(), this.#signal);
    onAccessChange(() => void this.#look(), this.#signal);
    const timer = setInterval(() => void this.#look(), PAGE_LOOK_MS);
    this.#signal.addEventListener('abort', () => {
      clearInterval(timer);
      this.#live?.abort.abort();
    });
    void this.#look();
  }

  /** Goes unheard while the engine is away: the panel asks again. */
  ask(request: DetailRequest): void {
    this.#channel?.send(request);
  }

  async #look(): Promise<void> {
    const asked = [resolveTabId(this.#fixedTabId), readSettings(), policySoFar(), readWatches()] as const;
    const [tabId, settings, policy, watches] = await Promise.all(asked);
    const mode = allowedMode(settings.mode, policy);
    const watch = tabId === null ? undefined : watches[tabId];
    if (this.#signal.aborted) return;
    this.#tell({ type: 'policy', policy });
    this.#tell({ type: 'mode', mode });
    if (watch?.state === 'on' && tabId !== null) {
      this.#tell({ type: 'page', page: 'in-call', site: watch.site });
      this.#tell({ type: 'watch', startedAtMs: watch.startedAtMs, stopped: null });
      this.#follow(tabId, watch.sessionId);
      if (this.#marked !== `${watch.sessionId} ${watch.markedAtMs}`)
        void this.#tellBookmarks(watch.sessionId, `${watch.sessionId} ${watch.markedAtMs}`);
      this.#tell({ type: 'review', review: null });
      return;
    }
    this.#live?.abort.abort();
    this.#live = null;
    this.#tell({
      type: 'watch',
      startedAtMs: null,
      stopped: watch?.state === 'off' ? { reason: watch.reason, trouble: watch.trouble } : null,
    });
    // Nothing is asked of any page before a mode was chosen.
    const event =
      mode === null || tabId === null ? ({ type: 'page', page: 'unknown', site: null } as const) : await pageEvent(tabId, watch);
    if (this.#signal.aborted) return;
    this.#tell(event);
    await this.#review(watch);
  }

  /** Says once what a call came to that is over; the engine may still be writing its end. */
  async #review(watch: WatchState | undefined): Promise<void> {
    const about = watch?.state === 'off' && watch.reason !== 'cleared' && watch.reason !== 'objected' ? watch : null;
    const key = about && `${about.sessionId} ${about.decided}`;
    if (key === this.#reviewed) return;
    const review = about && (await reviewFor(about));
    if (this.#signal.aborted || review === 'not-yet') return;
    this.#reviewed = key;
    this.#tell({ type: 'review', review });
  }

  #tell(event: PanelEvent): void {
    const text = JSON.stringify(event);
    if (this.#told.get(event.type) === text) return;
    this.#told.set(event.type, text);
    this.#listener(event);
  }

  /** Stays connected to the engine for as long as this session is watched. */
  #follow(tabId: number, session: SessionId): void {
    if (this.#live?.tabId === tabId && this.#live.session === session) return;
    this.#live?.abort.abort();
    const abort = new AbortController();
    this.#live = { tabId, session, abort };
    const connect = () => {
      if (abort.signal.aborted) return;
      const channel = openChannel<DetailRequest, typeof engineToPanelSchema>(`${LIVE_PORT}/${tabId}`, engineToPanelSchema);
      this.#channel = channel;
      const close = () => channel.close();
      abort.signal.addEventListener('abort', close, { once: true });
      channel.onMessage((message) => this.#listener({ type: 'engine', message }));
      channel.onClose(() => {
        abort.signal.removeEventListener('abort', close);
        if (abort.signal.aborted) return;
        this.#listener({ type: 'disconnected' });
        setTimeout(connect, RECONNECT_MS);
      });
    };
    connect();
  }

  /** Reads what was marked, by this panel, by the keyboard command or before it was opened.
   * @param state what is told once: session and last mark */
  async #tellBookmarks(session: SessionId, state: string): Promise<void> {
    this.#marked = state;
    // Where the history is refused the engine says so: there are no marks then.
    const bookmarks = (await withHistory((database) => bookmarksOf(database, session)).catch(() => null)) ?? [];
    if (this.#marked === state && !this.#signal.aborted) this.#listener({ type: 'bookmarks', bookmarks });
  }
}

/** What the page beside the panel is; after the access to it was taken back, only the watch knows which page that was. */
async function reviewFor({ sessionId, decided }: Extract<WatchState, { state: 'off' }>): Promise<PanelReview | 'not-yet'> {
  const { afterCall, retention } = await readSettings();
  if (afterCall === 'discard' || retention === 'call-end') return { kept: false };
  const call = await withHistory((database) => readSession(database, sessionId)).catch(() => null);
  if (!call) return { kept: false };
  if (call.endedAtMs === null) return 'not-yet';
  return { ...reviewOf(call), kept: true, undecided: afterCall === 'ask' && !decided };
}

async function pageEvent(tabId: number, watch: WatchState | undefined): Promise<PanelEvent> {
  const { page, site, origin } = await describePage(tabId);
  const lost = watch?.state === 'off' && watch.reason === 'access-removed' && page === 'unsupported' ? watch.origin : null;
  const offer = page === 'offered' ? origin : lost !== null && !(await hasAccess(lost)) ? lost : null;
  if (offer !== null) return { type: 'page', page: 'offered', site: null, origin: offer };
  return { type: 'page', page: page === 'offered' ? 'no-video' : page, site };
}
