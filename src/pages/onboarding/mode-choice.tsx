import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { MODES, type Mode } from '../../core/mode.ts';
import type { OnboardingStore } from './store.ts';
import { MODE_WORDS, WORDS } from './words.ts';

interface ModeChoiceProps {
  readonly store: OnboardingStore;
}

/** The choice of mode; "each participant" asks for a confirmation first. */
export function ModeChoice({ store }: ModeChoiceProps): JSX.Element {
  const confirm = useRef<HTMLInputElement>(null);
  const submit = (event: Event): void => {
    event.preventDefault();
    void store.use();
    if (store.refusal.value === 'not-confirmed') confirm.current?.focus();
  };
  const refusal = store.refusal.value;
  return (
    <form class="choice" onSubmit={submit} noValidate>
      <fieldset aria-describedby="choice-more">
        <legend>{WORDS.choiceTitle}</legend>
        <p id="choice-more" class="muted">
          {WORDS.choiceMore}
        </p>
        {MODES.map((mode) => (
          <ModeOption key={mode} mode={mode} store={store} />
        ))}
      </fieldset>
      {store.selected.value === 'each' && (
        <label class="confirm">
          <input
            ref={confirm}
            type="checkbox"
            required
            checked={store.confirmed.value}
            aria-invalid={refusal === 'not-confirmed'}
            aria-describedby="refusal"
            onChange={(event) => {
              store.confirmed.value = event.currentTarget.checked;
            }}
          />
          <span>{WORDS.confirm}</span>
        </label>
      )}
      <p id="refusal" class="refusal" role="alert">
        {refusal === 'not-confirmed' && WORDS.confirmMissing}
        {refusal === 'not-stored' && WORDS.storeFailed}
      </p>
      <button type="submit" class="button button-main">
        {WORDS.submit}
      </button>
    </form>
  );
}

function ModeOption({ mode, store }: ModeChoiceProps & { readonly mode: Mode }): JSX.Element {
  const { name, more } = MODE_WORDS[mode];
  return (
    <label class="option">
      <input
        type="radio"
        name="mode"
        value={mode}
        checked={store.selected.value === mode}
        onChange={() => {
          store.selected.value = mode;
        }}
      />
      <span class="option-name">
        {name}
        {store.current.value === mode && <span class="chip">{WORDS.current}</span>}
      </span>
      <span class="option-more">{more}</span>
    </label>
  );
}
