import type { JSX } from 'preact';
import type { StopReason, Trouble } from '../core/trouble.ts';
import { type PlainKey, text } from '../locales/text.ts';
import type { EngineStatus } from '../wire/panel-live.ts';
import { Attention } from './icons.tsx';
import type { PanelState } from './panel-state.ts';
import type { PageState } from './source.ts';
import type { PanelStore } from './store.ts';

/** What the tab beside the panel calls for; some of it is a trouble and has its sentence there. */
const PAGE_KEYS: Readonly<Record<Exclude<PageState, 'offered'>, PlainKey>> = {
  unknown: 'page_unknown',
  unsupported: 'trouble_page-not-supported',
  'no-video': 'page_no-video',
  'needs-reload': 'trouble_page-needs-reload',
  lobby: 'trouble_not-in-call',
  'in-call': 'page_in-call',
  ended: 'page_ended',
};

/** Shown when no mode was chosen yet. */
export function Setup({ store }: { readonly store: PanelStore }): JSX.Element {
  return (
    <section class="message">
      <h2>{text('panel_setup_title')}</h2>
      <p class="muted">{text('panel_setup_more')}</p>
      <button type="button" class="button button-main" onClick={() => store.openPage('onboarding')}>
        {text('panel_setup')}
      </button>
    </section>
  );
}

/** Shown while watching is off: why it stopped, what went wrong, or what to do next. */
export function Off({ store }: { readonly store: PanelStore }): JSX.Element {
  const { watch, page, engine } = store.state.value;
  const refused = store.refused.value;
  const trouble = refused ?? (engine?.phase === 'stopped' ? engine.trouble : (watch.stopped?.trouble ?? null));
  const stopped = refused !== null ? undefined : engine?.phase === 'stopped' ? 'trouble' : watch.stopped?.reason;
  const next = trouble === null && (stopped === undefined || isNews(page, stopped)) ? pageText(store.state.value) : null;
  return (
    <section class="message">
      {stopped && <p>{text(`stopped_${stopped}`)}</p>}
      {trouble !== null && <TroubleNotice trouble={trouble} />}
      {next !== null && <p class={stopped === undefined ? '' : 'muted'}>{next}</p>}
    </section>
  );
}

function pageText({ page, offer }: PanelState): string {
  return page === 'offered' ? text('page_offered', { host: offer === null ? '' : new URL(offer).host }) : text(PAGE_KEYS[page]);
}

/** Whether the page says more than why watching stopped: it calls for an action, or the next call is there. */
function isNews(page: PageState, stopped: StopReason): boolean {
  if (page === 'in-call') return stopped === 'call-ended' || stopped === 'page-closed';
  return page !== 'unknown' && page !== 'ended';
}

/** One trouble, one sentence that says what to do. */
export function TroubleNotice({ trouble }: { readonly trouble: Trouble }): JSX.Element {
  return (
    <div class="notice" data-trouble={trouble}>
      <Attention />
      <p>{text(`trouble_${trouble}`)}</p>
    </div>
  );
}

/** Shown while the engine loads; without a step yet, the bar has no end. */
export function Loading({ engine }: { readonly engine: EngineStatus | null }): JSX.Element {
  const loading = engine?.phase === 'loading' ? engine : null;
  return (
    <section class="message">
      <h2>{text('panel_loading_title')}</h2>
      <progress aria-label={text('panel_loading_title')} max={1} {...(loading === null ? {} : { value: loading.progress })} />
      <p class="muted">{loading === null ? text('panel_starting') : text(`load_${loading.step}`)}</p>
    </section>
  );
}
