import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly more?: string;
}

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly more?: string;
  /** Null if none of the options is the present one. */
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly onChoose: (value: Value) => void;
}

/** One answer of several; choosing it stores it. */
export function Choice<Value extends string>({ legend, more, value, options, onChoose }: ChoiceProps<Value>): JSX.Element {
  const id = useId();
  const [, redraw] = useState(0);
  return (
    <fieldset {...(more === undefined ? {} : { 'aria-describedby': `${id}-more` })}>
      <legend>{legend}</legend>
      {more !== undefined && (
        <p id={`${id}-more`} class="muted">
          {more}
        </p>
      )}
      {options.map((option) => (
        <label class="option" key={option.value}>
          <input
            type="radio"
            name={id}
            value={option.value}
            checked={option.value === value}
            onChange={() => {
              onChoose(option.value);
              // What is shown as chosen is what is stored, whatever was tapped.
              redraw((count) => count + 1);
            }}
          />
          <span class="option-name">{option.label}</span>
          {option.more !== undefined && <span class="option-more">{option.more}</span>}
        </label>
      ))}
    </fieldset>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A group of settings under its heading. */
export function Section({ title, children }: SectionProps): JSX.Element {
  const id = useId();
  return (
    <section class="settings" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
