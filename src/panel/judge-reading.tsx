import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { EXPRESSIONS, type Expression } from '../core/expression.ts';
import { text } from '../locales/text.ts';
import { Pencil } from './icons.tsx';
import type { PanelStore } from './store.ts';
import { useEscape } from './use-escape.ts';

interface JudgeReadingProps {
  readonly store: PanelStore;
  /** What the card says. */
  readonly said: Expression;
  /** Whose card it is, as shown. */
  readonly name: string;
}

type Step = { readonly at: 'closed' | 'counted' | 'failed' } | { readonly at: 'asking'; readonly said: Expression };

/** "That's wrong": one tap, then what it looks like to the user. Only right or wrong is counted. */
export function JudgeReading({ store, said, name }: JudgeReadingProps): JSX.Element {
  const [step, setStep] = useState<Step>({ at: 'closed' });
  const opener = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const asking = step.at === 'asking';
  const before = useRef(asking);
  // What had the focus is gone with the choices.
  useLayoutEffect(() => {
    if (before.current !== asking) (asking ? first : opener).current?.focus();
    before.current = asking;
  }, [asking]);
  useEscape(() => setStep({ at: 'closed' }), asking);
  const choose = async (asked: Expression, chosen: Expression) => {
    // Closed at once: a second tap must not count twice.
    setStep({ at: 'closed' });
    const counted = await store.judge(asked, chosen === asked ? 'right' : 'wrong');
    setStep((now) => (now.at === 'asking' ? now : { at: counted ? 'counted' : 'failed' }));
  };
  return (
    <>
      {/* What is judged is what was said at the tap, whatever is said meanwhile. */}
      <button
        ref={opener}
        type="button"
        class="judge"
        title={text('judge')}
        aria-label={text('judge_label', { name: `\u2068${name}\u2069` })}
        aria-expanded={asking}
        onClick={() => setStep(asking ? { at: 'closed' } : { at: 'asking', said })}
      >
        <Pencil />
      </button>
      {step.at === 'asking' && (
        <fieldset class="judge-choices">
          <legend>{text('judge_question')}</legend>
          {EXPRESSIONS.map((expression, index) => (
            <button
              key={expression}
              ref={index === 0 ? first : null}
              type="button"
              class="choice"
              onClick={() => void choose(step.said, expression)}
            >
              <span class="band-key" aria-hidden="true" style={{ background: `var(--expression-${expression})` }} />
              {expression === step.said
                ? text('judge_right', { expression: text(`expression_${expression}`) })
                : text(`expression_${expression}`)}
            </button>
          ))}
          <button type="button" class="choice" onClick={() => setStep({ at: 'closed' })}>
            {text('judge_cancel')}
          </button>
        </fieldset>
      )}
      <p role="status" class="judge-outcome muted">
        {step.at === 'counted' ? text('judge_counted') : step.at === 'failed' ? text('trouble_storage-refused') : ''}
      </p>
    </>
  );
}
