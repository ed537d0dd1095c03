import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { durationText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';
import { ExpressionBand } from './expression-band.tsx';
import type { PanelReview } from './source.ts';
import type { PanelStore } from './store.ts';

interface AfterCallProps {
  readonly store: PanelStore;
}

/** What was seen of the call that has just ended, and whether it is kept. */
export function AfterCall({ store }: AfterCallProps): JSX.Element | null {
  const { review } = store.state.value;
  const box = useRef<HTMLElement>(null);
  if (review === null) return null;
  // The question goes with its answer: the focus must not be lost with it.
  const decide = (answer: 'keep' | 'discard') => void store.decide(answer).then(() => box.current?.focus());
  return (
    <section ref={box} tabIndex={-1} class="message after-call" aria-label={text('after_title')}>
      {review.kept ? <Summary store={store} review={review} onDecide={decide} /> : <p class="muted">{text('after_not_kept')}</p>}
    </section>
  );
}

interface SummaryProps extends AfterCallProps {
  readonly review: Extract<PanelReview, { kept: true }>;
  readonly onDecide: (answer: 'keep' | 'discard') => void;
}

function Summary({ store, review, onDecide }: SummaryProps): JSX.Element {
  const { people, watchedMs, missedMs, moments, shares, undecided } = review;
  return (
    <>
      <h2>{text('after_title')}</h2>
      <ul class="facts muted">
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
            <button type="button" class="button" aria-disabled={store.pending.value !== null} onClick={() => onDecide('keep')}>
              {text('after_keep')}
            </button>
            <button type="button" class="button" aria-disabled={store.pending.value !== null} onClick={() => onDecide('discard')}>
              {text('after_discard')}
            </button>
          </>
        )}
        <button type="button" class="link" onClick={() => store.openCall()}>
          {text('after_open')}
        </button>
      </div>
    </>
  );
}
