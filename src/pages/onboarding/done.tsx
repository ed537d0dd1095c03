import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Mode } from '../../core/mode.ts';
import type { OnboardingStore } from './store.ts';
import { MODE_WORDS, NEXT_STEPS, WORDS } from './words.ts';

interface DoneProps {
  readonly store: OnboardingStore;
  readonly mode: Mode;
}

/** After the choice: what to do next. */
export function Done({ store, mode }: DoneProps): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone: the focus must not fall back to the top of the document.
  useEffect(() => title.current?.focus(), []);
  return (
    <>
      <header class="head">
        <p class="brand">{WORDS.product}</p>
        <h1 ref={title} tabIndex={-1}>
          {WORDS.doneTitle}
        </h1>
        <p class="lead">
          {WORDS.doneMode}: <strong>{MODE_WORDS[mode].name}</strong>. {MODE_WORDS[mode].more}
        </p>
      </header>
      <section class="next">
        <h2>{WORDS.doneNext}</h2>
        <ol>
          <li>{NEXT_STEPS.call}</li>
          <li>
            {NEXT_STEPS.panel}
            <button type="button" class="button button-main" onClick={() => store.openPanel()}>
              {WORDS.openPanel}
            </button>
          </li>
          <li>{NEXT_STEPS.start}</li>
        </ol>
      </section>
      <button type="button" class="link" onClick={() => store.reopen()}>
        {WORDS.change}
      </button>
    </>
  );
}
