import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Mode, ROOM_MINIMUM_FACES } from '../../core/mode.ts';
import { text } from '../../locales/text.ts';
import type { OnboardingStore } from './store.ts';

interface DoneProps {
  readonly store: OnboardingStore;
  readonly mode: Mode;
}

/** After the choice: what to do next. */
export function Done({ store, mode }: DoneProps): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone: the focus must not fall back to the top of the document.
  useLayoutEffect(() => title.current?.focus(), []);
  return (
    <>
      <header class="head">
        <p class="brand">{text('product')}</p>
        <h1 ref={title} tabIndex={-1}>
          {text('onboarding_done')}
        </h1>
        <p class="lead">
          {text('onboarding_done_mode')} <strong>{text(`mode_${mode}`)}</strong>. {text(`mode_more_${mode}`, { faces: ROOM_MINIMUM_FACES })}
        </p>
      </header>
      <section class="next">
        <h2>{text('onboarding_next')}</h2>
        <ol>
          <li>{text('onboarding_next_call')}</li>
          <li>
            {text('onboarding_next_panel')}
            <button type="button" class="button button-main" onClick={() => store.openPanel()}>
              {text('onboarding_open_panel')}
            </button>
          </li>
          <li>{text('onboarding_next_start')}</li>
        </ol>
        <p>
          {text('onboarding_next_try')}{' '}
          <button type="button" class="link" onClick={() => store.openTryIt()}>
            {text('onboarding_try')}
          </button>
        </p>
      </section>
      <button type="button" class="link" onClick={() => store.reopen()}>
        {text('onboarding_change')}
      </button>
    </>
  );
}
