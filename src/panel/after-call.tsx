import type { JSX } from 'preact';
import { durationText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import { ExpressionBand } from './expression-band.tsx';
import type { PanelStore } from './store.ts';

/** What was seen of the call that has just ended, and whether it is kept. */
export function AfterCall({ store }: { readonly store: PanelStore }): JSX.Element | null {
  const { review } = store.state.value;
  if (review === null) return null;
  if (!review.kept) return <p class="message muted">{text('after_not_kept')}</p>;
  const { people, watchedMs, missedMs, moments, shares, undecided } = review;
  return (
    <section class="message after-call" aria-labelledby="after-call-title">
      <h2 id="after-call-title">{text('after_title')}</h2>
      <ul class="after-facts muted">
        <li>{text('history_watched', { span: durationText(watchedMs) })}</li>
        {missedMs > 0 && <li>{text('chart_gap_of', { span: durationText(missedMs) })}</li>}
        <li>{text('history_people', { count: people })}</li>
        <li>{text('after_moments', { count: moments })}</li>
      </ul>
      {shares ? <ExpressionBand scores={shares} /> : <p>{text('history_nothing')}</p>}
      {undecided && <p>{text('after_question')}</p>}
      <div class="after-actions">
        {undecided && (
          <>
            <button type="button" class="button" aria-disabled={store.pending.value !== null} onClick={() => void store.decide('keep')}>
              {text('after_keep')}
            </button>
            <button type="button" class="button" aria-disabled={store.pending.value !== null} onClick={() => void store.decide('discard')}>
              {text('after_discard')}
            </button>
          </>
        )}
        <button type="button" class="link" onClick={() => store.openCall()}>
          {text('after_open')}
        </button>
      </div>
    </section>
  );
}
