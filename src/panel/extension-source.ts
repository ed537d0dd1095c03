import { describePage, resolveTabId } from '../platform/page.ts';
import { askBackground } from '../platform/messages.ts';
import { openPage } from '../platform/lifecycle.ts';
import { openChannel } from '../platform/ports.ts';
import { onStateChange, readMode, readPolicy, readWatches } from '../platform/settings.ts';
import { engineToPanelSchema, LIVE_PORT } from '../wire/panel-live.ts';
import type { PanelEvent, PanelSource } from './source.ts';

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
  return {
    subscribe(listener, signal) {
      new Subscription(tabId, listener, signal).begin();
    },
    async start() {
      const id = await resolveTabId(tabId);
      return id === null ? { ok: false, error: 'page-not-supported' } : askBackground({ to: 'background', type: 'start', tabId: id });
    },
    async stop() {
      const id = await resolveTabId(tabId);
      if (id !== null) await askBackground({ to: 'background', type: 'stop', tabId: id });
    },
    clear: () => askBackground({ to: 'background', type: 'clear' }),
    openPage: (page) => void openPage(page),
  };
}

/** One subscriber's view: re-reads on every change and tells only what changed. */
class Subscription {
  readonly #fixedTabId: number | null;
  readonly #listener: (event: PanelEvent) => void;
  readonly #signal: AbortSignal;
  #told = new Map<PanelEvent['type'], string>();
  #live: { readonly tabId: number; readonly session: string; readonly abort: AbortController } | null = null;

  constructor(fixedTabId: number | null, listener: (event: PanelEvent) => void, signal: AbortSignal) {
    this.#fixedTabId = fixedTabId;
    this.#listener = listener;
    this.#signal = signal;
  }

  begin(): void {
    onStateChange(() => void this.#look(), this.#signal);
    const timer = setInterval(() => void this.#look(), PAGE_LOOK_MS);
    this.#signal.addEventListener('abort', () => {
      clearInterval(timer);
      this.#live?.abort.abort();
    });
    void this.#look();
  }

  async #look(): Promise<void> {
    const tabId = await resolveTabId(this.#fixedTabId);
    const [mode, policy] = await Promise.all([readMode(), readPolicy()]);
    const watch = tabId === null ? undefined : (await readWatches())[tabId];
    if (this.#signal.aborted) return;
    this.#tell({ type: 'policy', policy });
    this.#tell({ type: 'mode', mode });
    if (watch?.state === 'on' && tabId !== null) {
      this.#tell({ type: 'page', page: 'in-call', site: watch.site });
      this.#tell({ type: 'watch', startedAtMs: watch.startedAtMs, stopped: null });
      this.#follow(tabId, watch.sessionId);
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
    const { page, site } = mode === null || tabId === null ? { page: 'unknown' as const, site: null } : await describePage(tabId);
    if (!this.#signal.aborted) this.#tell({ type: 'page', page, site });
  }

  #tell(event: PanelEvent): void {
    const text = JSON.stringify(event);
    if (this.#told.get(event.type) === text) return;
    this.#told.set(event.type, text);
    this.#listener(event);
  }

  /** Stays connected to the engine for as long as this session is watched. */
  #follow(tabId: number, session: string): void {
    if (this.#live?.tabId === tabId && this.#live.session === session) return;
    this.#live?.abort.abort();
    const abort = new AbortController();
    this.#live = { tabId, session, abort };
    const connect = () => {
      if (abort.signal.aborted) return;
      const channel = openChannel<never, typeof engineToPanelSchema>(`${LIVE_PORT}/${tabId}`, engineToPanelSchema);
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
}
