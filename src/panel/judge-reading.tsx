import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { EXPRESSIONS, type Expression } from '../core/expression.ts';
import { text } from '../locales/text.ts';
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
  const first = useRef<HTMLButtonElement>(null);
  const before = useRef(step.at);
  // What had the focus is gone with each step.
  useEffect(() => {
    if (before.current !== step.at) first.current?.focus();
    before.current = step.at;
  }, [step.at]);
  useEscape(() => setStep({ at: 'closed' }), step.at === 'asking');
  const judge = async (asked: Expression, chosen: Expression) => {
    const counted = await store.judge(asked, chosen === asked ? 'right' : 'wrong');
    setStep({ at: counted ? 'counted' : 'failed' });
  };
  if (step.at !== 'asking') {
    return (
      <p class="judge">
        {/* What is judged is what was said at the tap, whatever is said meanwhile. */}
        <button
          ref={first}
          type="button"
          class="link"
          aria-label={text('judge_label', { name: `\u2068${name}\u2069` })}
          onClick={() => setStep({ at: 'asking', said })}
        >
          {text('judge')}
        </button>
        <span role="status" class="muted">
          {step.at === 'counted' ? text('judge_counted') : step.at === 'failed' ? text('trouble_storage-refused') : ''}
        </span>
      </p>
    );
  }
  return (
    <fieldset class="judge-choices">
      <legend>{text('judge_question', { expression: text(`expression_${step.said}`) })}</legend>
      {EXPRESSIONS.map((expression, index) => (
        <button
          key={expression}
          ref={index === 0 ? first : null}
          type="button"
          class="choice"
          onClick={() => void judge(step.said, expression)}
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
  );
}
